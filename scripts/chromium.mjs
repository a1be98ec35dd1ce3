// @ts-check
import { existsSync } from "node:fs";
import { Refusal } from "./print.mjs";
import { run } from "./processes.mjs";

export const chromiumPath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

/** @returns {Promise<"installed" | "up to date">} */
export async function installChromium() {
  if (existsSync(chromiumPath)) return "up to date";
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) {
    throw new Refusal(
      `Chromium is missing at ${chromiumPath}: install it (on Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to where it is.`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update"],
    ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"],
  ]) {
    const { ok, lines } = await run("apt-get", args, { env });
    if (!ok) throw new Refusal(`apt-get ${args[0]} failed; its last lines are above.`, lines.slice(-20));
  }
  if (existsSync(chromiumPath)) return "installed";
  throw new Refusal(`apt-get installed Chromium, but there is none at ${chromiumPath}: set CHROMIUM_PATH.`);
}
