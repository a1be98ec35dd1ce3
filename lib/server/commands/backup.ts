import "server-only";
import { CommandRefusal, print, runCommand, withStore } from "@/lib/server/commands/run-command";
import { BackupProblem, backUp } from "@/lib/server/store/backup";

await runCommand(async ([file], configuration) => {
  if (configuration.databaseUrl)
    throw new CommandRefusal("The store is in PostgreSQL: use pg_dump, and see docs/operations.md.");
  if (!file) throw new CommandRefusal("Name the file to write: npm run backup -- latchkey-backup.sqlite");
  try {
    const { auditProblem } = await withStore(configuration, (db) => backUp(db, file, configuration.secrets));
    print(`Backed up to ${file}. It was read back and is whole.`);
    if (auditProblem === undefined) return 0;
    print(`Its audit log is not sound, and neither is the store's. ${auditProblem}`);
    return 1;
  } catch (error) {
    if (error instanceof BackupProblem) throw new CommandRefusal(error.message);
    throw error;
  }
});
