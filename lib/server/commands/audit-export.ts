import "server-only";
import { exportAuditTo } from "@/lib/server/audit/export-audit";
import { CommandRefusal, print, runCommand, withStore } from "@/lib/server/commands/run-command";

await runCommand(async ([file], configuration) => {
  if (!file) throw new CommandRefusal("Name the file to write: npm run audit:export -- audit.ndjson");
  const { seq } = await withStore(configuration, (db) => exportAuditTo(db, file));
  print(`Exported the records up to ${seq} to ${file}.`);
  return 0;
});
