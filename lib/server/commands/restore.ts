import "server-only";
import { CommandRefusal, print, runCommand } from "@/lib/server/commands/run-command";
import { sqliteFile } from "@/lib/server/store/database";
import { RestoreRefusal, restore } from "@/lib/server/store/restore";

await runCommand(async ([backup], { databaseUrl, dataDir, secrets }) => {
  if (databaseUrl)
    throw new CommandRefusal("The store is in PostgreSQL: use pg_restore, and see docs/operations.md.");
  if (!backup) throw new CommandRefusal("Name the backup: npm run restore -- latchkey-backup.sqlite");
  try {
    const aside = await restore(backup, sqliteFile(dataDir), secrets);
    print(`Restored ${backup}. Everybody has to sign in again.`);
    if (aside) print(`What was there before is kept as ${aside}.`);
    return 0;
  } catch (error) {
    if (error instanceof RestoreRefusal) throw new CommandRefusal(error.message);
    throw error;
  }
});
