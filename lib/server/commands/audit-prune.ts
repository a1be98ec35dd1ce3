import "server-only";
import { parseArgs } from "node:util";
import { PruneRefusal, pruneAudit } from "@/lib/server/audit/prune-audit";
import { CommandRefusal, print, runCommand, withStore } from "@/lib/server/commands/run-command";
import { z } from "@/lib/zod";

/** Days that a record stays at least, whatever is asked for. */
const leastDays = 90;
const usage = "Say which and where to: npm run audit:prune -- --before 2026-01-31 --export audit.ndjson";

await runCommand(async (args, configuration) => {
  const { values } = parseArgs({ args, options: { before: { type: "string" }, export: { type: "string" } } });
  const day = z.iso.date().safeParse(values.before).data;
  const { export: file } = values;
  if (day === undefined || !file) throw new CommandRefusal(usage);
  const before = Date.parse(day);
  if (before > Date.now() - leastDays * 86_400_000)
    throw new CommandRefusal(`Records stay for ${leastDays} days at least. Nothing was pruned.`);
  const { secrets } = configuration;
  try {
    const { pruned, until } = await withStore(configuration, (db) =>
      pruneAudit(db, { before, file, secrets }),
    );
    print(`Exported the whole log to ${file}, read it back and verified it.`);
    print(`Pruned ${pruned} records, up to record ${until}. What is left was verified.`);
    return 0;
  } catch (error) {
    if (error instanceof PruneRefusal) throw new CommandRefusal(error.message);
    throw error;
  }
});
