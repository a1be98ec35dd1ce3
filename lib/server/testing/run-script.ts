import "server-only";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Runs a script of this folder as a process of its own, with this one's environment and `variables`. Resolves with
 * what it prints.
 */
export async function runScript(
  name: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<string> {
  const script = `lib/server/testing/${name}`;
  // The condition makes `server-only` empty, as in a server bundle.
  const options = ["--conditions=react-server", "--import", "tsx", script, ...args];
  const { stdout } = await run(process.execPath, options, {
    cwd: root,
    timeout: 60_000,
    env: { ...process.env, ...variables },
  });
  return stdout.trim();
}
