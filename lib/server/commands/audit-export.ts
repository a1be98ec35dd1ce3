import "server-only";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { exportAudit } from "@/lib/server/audit/export-audit";
import { CommandRefusal, print, runCommand, withStore } from "@/lib/server/commands/run-command";

await runCommand(async ([file], configuration) => {
  if (!file) throw new CommandRefusal("Name the file to write: npm run audit:export -- audit.ndjson");
  const { seq } = await withStore(configuration, async (db) => {
    // A file that exists is left alone.
    const output = createWriteStream(file, { flags: "wx", mode: 0o600 });
    const checkpoint = await exportAudit(db, output);
    output.end();
    await finished(output);
    return checkpoint;
  });
  print(`Exported ${seq} records to ${file}.`);
  return 0;
});
