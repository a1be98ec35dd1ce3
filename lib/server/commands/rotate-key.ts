import "server-only";
import { CommandRefusal, print, runCommand, withStore } from "@/lib/server/commands/run-command";
import { rotateKey } from "@/lib/server/rotate-key";

await runCommand(async (_args, configuration) => {
  if (configuration.secrets.length < 2)
    throw new CommandRefusal(
      "NEXTAUTH_SECRET_PREVIOUS: is not set. Set it to the secret that NEXTAUTH_SECRET replaces, restart the console, and run this again.",
    );
  const { sessions, auditKeys, unopened } = await withStore(configuration, rotateKey);
  print(`Sealed with the new secret: ${sessions} sessions, ${auditKeys} keys of the audit log.`);
  if (unopened > 0) print(`No configured secret opens ${unopened} more. They were left as they are.`);
  else print("NEXTAUTH_SECRET_PREVIOUS is needed no more.");
  return unopened === 0 ? 0 : 1;
});
