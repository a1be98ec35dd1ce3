import "server-only";
import { parseArgs } from "node:util";
import { readCheckpoints, verifyExport, verifyStore } from "@/lib/server/audit/verify-log";
import { print, runCommand, withStore } from "@/lib/server/commands/run-command";

await runCommand(async (args, configuration) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { checkpoints: { type: "string" } },
  });
  const { secrets } = configuration;
  const checkpoints = values.checkpoints ? await readCheckpoints(values.checkpoints) : [];
  const [file] = positionals;
  const { records, soundUntil, prunedUntil, findings } = file
    ? await verifyExport(file, { secrets, checkpoints })
    : await withStore(configuration, (db) => verifyStore(db, { secrets, checkpoints }));
  for (const { seq, reason } of findings) print(`Record ${seq}: ${reason}`);
  const compared = checkpoints.filter(({ seq }) => seq >= prunedUntil).length;
  const kept = values.checkpoints ? `, and agree with ${compared} kept checkpoints` : "";
  const start = prunedUntil > 0 ? `, from record ${prunedUntil + 1} on, since those before were pruned` : "";
  if (findings.length === 0)
    print(`The audit log is sound: ${records} records without a gap${start}${kept}.`);
  else if (soundUntil === 0) print("The audit log is not sound, from its first record on.");
  else print(`The audit log is not sound. Up to record ${soundUntil} it is.`);
  return findings.length === 0 ? 0 : 1;
});
