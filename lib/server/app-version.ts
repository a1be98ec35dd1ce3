import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@/lib/zod";

let version: string | undefined;

/** The version in package.json, which lies where every process of the console is started. */
export function appVersion(): string {
  version ??= z
    .looseObject({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8"))).version;
  return version;
}
