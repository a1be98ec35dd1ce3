import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { inRoot } from "./root.mjs";

const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
type Lockfile = z.output<typeof lockfileSchema>;

/** Below these, a published advisory lets a request past the checks that this console relies on. */
const floors = { next: "16.4.5", "next-auth": "4.24.15" };

function tooOld({ packages }: Lockfile): string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const version = packages[`node_modules/${name}`]?.version ?? "0.0.0";
    const isBelow = version.localeCompare(floor, "en", { numeric: true }) < 0 || version.includes("-");
    return isBelow ? [`${name} ${version}`] : [];
  });
}

/** An address in the lockfile would win over the registry that the user has set. */
function addresses({ packages }: Lockfile): string[] {
  return Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined);
}

/** npm ci refuses a lockfile that leaves out the packages of other platforms. */
function missing({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
}

test("the lockfile installs everywhere, names no registry and nothing older than the floors", () => {
  const lockfile = lockfileSchema.parse(JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")));
  expect(tooOld(lockfile)).toEqual([]);
  expect(addresses(lockfile)).toEqual([]);
  expect(missing(lockfile)).toEqual([]);
});

test("what is too old is found", () => {
  const locked = (next: string, nextAuth: string): Lockfile => ({
    packages: { "node_modules/next": { version: next }, "node_modules/next-auth": { version: nextAuth } },
  });
  expect(tooOld(locked("16.4.4", "4.24.9"))).toEqual(["next 16.4.4", "next-auth 4.24.9"]);
  expect(tooOld(locked("16.5.0-canary.1", "5.0.0"))).toEqual(["next 16.5.0-canary.1"]);
  expect(tooOld({ packages: {} })).toEqual(["next 0.0.0", "next-auth 0.0.0"]);
  expect(tooOld(locked("16.10.0", "4.24.15"))).toEqual([]);
});

test("addresses and missing platforms are found", () => {
  const packages = {
    "node_modules/next": {
      version: "16.4.6",
      resolved: "https://registry.example/next.tgz",
      optionalDependencies: { "@next/swc-linux-x64-gnu": "16.4.6", "@next/swc-darwin-arm64": "16.4.6" },
    },
    "node_modules/@next/swc-linux-x64-gnu": { version: "16.4.6" },
  };
  expect(addresses({ packages })).toEqual(["node_modules/next"]);
  expect(missing({ packages })).toEqual(["@next/swc-darwin-arm64"]);
});
