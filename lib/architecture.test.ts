import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** Rules of the repository that no compiler or linter holds. Each is shown to catch what it forbids. */

type Source = { path: string; text: string };
type Rule = { says: string; breaks: (source: Source) => boolean; bad: Source[]; good: Source[] };

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["app", "bench", "components", "e2e", "emulator", "lib", "scripts"];
const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const isSource = (path: string) => /\.(css|js|mjs|tsx?)$/.test(path) && basename(path) !== "next-env.d.ts";

const source = (path: string, ...lines: string[]): Source => ({ path, text: lines.join("\n") });
const importing = (path: string, ...modules: string[]) =>
  source(path, ...modules.map((module) => `import { x } from "${module}";`));

/** For each part of the repository, what it may import of the rest. The first entry that fits counts. */
const layers: { part: RegExp; may: RegExp }[] = [
  { part: /^app\/api\//, may: /^(app\/api|lib)\// },
  {
    part: /^app\//,
    may: /^(app\/(?!api\/)|components\/|lib\/(?!server\/)|lib\/server\/(account-summaries|env|require-session)$)/,
  },
  { part: /^components\/ui\//, may: /^(components\/(ui|form)\/|lib\/[^/]+$)/ },
  {
    part: /^components\/((form|data-table)\/|[^/]+$)/,
    may: /^(components\/((ui|form|data-table)\/|[^/]+$)|lib\/(?!server\/))/,
  },
  { part: /^components\//, may: /^(components\/|lib\/(?!server\/))/ },
  { part: /^lib\/server\//, may: /^lib\// },
  { part: /^lib\//, may: /^lib\/(?!server\/)/ },
  { part: /^emulator\//, may: /^emulator\// },
  { part: /^e2e\//, may: /^(e2e|scripts)\/|^lib\/(?!server\/)/ },
  { part: /^scripts\//, may: /^scripts\// },
  { part: /^bench\//, may: /^(bench|scripts)\/|^lib\/(?!server\/)/ },
  { part: /^[^/]+$/, may: /^(lib|scripts)\// },
];

/** Files whose default export Next or a tool calls for. */
const defaultExports =
  /^app\/.*\/?(default|error|global-error|icon|layout|loading|manifest|not-found|page|robots|template)\.tsx?$|^[\w.-]+\.(config\.[jt]s|config\.mjs)$|^e2e\/support\/(compact-reporter|global-setup)\.ts$/;

const rules: Rule[] = [
  {
    says: "imports go one way: app → components → lib, app/api → lib/server → lib, and nothing meets the emulator",
    breaks: (file) => {
      const layer = layers.find(({ part }) => part.test(file.path));
      return ownImports(file).some((imported) => layer?.may.test(imported) !== true);
    },
    bad: [
      importing("app/page.tsx", "@/lib/server/account-client"),
      importing("app/page.tsx", "./api/console/health/route"),
      importing("app/api/console/health/route.ts", "@/components/ui/button"),
      importing("components/connections/list.tsx", "@/lib/server/env"),
      importing("components/connections/list.tsx", "../../app/page"),
      importing("components/form/field.tsx", "@/components/connections/list"),
      importing("components/ui/button.tsx", "@/components/connections/list"),
      importing("components/ui/button.tsx", "@/lib/account-api/paths"),
      importing("lib/format.ts", "@/components/ui/button"),
      importing("lib/format.ts", "./server/env"),
      source("lib/format.ts", 'const x = await import("@/lib/server/env");'),
      source("lib/format.ts", 'export type { Env } from "./server/env";'),
      importing("lib/server/env.ts", "@/emulator/world"),
      importing("emulator/world.ts", "../lib/json"),
      importing("e2e/list.spec.ts", "../emulator/world.ts"),
      importing("scripts/start.mjs", "../lib/paths.ts"),
      importing("proxy.ts", "@/components/ui/button"),
    ],
    good: [
      importing(
        "app/page.tsx",
        "@/components/ui/button",
        "@/lib/paths",
        "@/lib/server/require-session",
        "./providers",
      ),
      importing("app/api/console/health/route.ts", "@/lib/server/env", "next/server"),
      importing("components/connections/list.tsx", "@/components/form/field", "./row", "react"),
      importing("lib/server/env.ts", "@/lib/json", "zod", "node:fs"),
      importing("e2e/list.spec.ts", "./support/test", "@/lib/paths"),
    ],
  },
  {
    says: "every file in lib/server is closed to the browser",
    breaks: (file) =>
      /^lib\/server\//.test(file.path) && !isTest(file.path) && !imports(file).includes("server-only"),
    bad: [importing("lib/server/env.ts", "zod"), source("lib/server/env.ts", '// import "server-only";')],
    good: [
      source("lib/server/env.ts", 'import "server-only";'),
      importing("lib/server/env.test.ts", "vitest"),
    ],
  },
  {
    says: "there are no server actions and no cached functions",
    breaks: ({ text }) => /^\s*["'`]use (server|cache)\b/m.test(text),
    bad: [
      source("app/actions.ts", '"use server";'),
      source("lib/a.ts", "function f() {", "  'use cache';", "}"),
    ],
    good: [source("components/x.tsx", '"use client";')],
  },
  {
    says: "no file only passes on the exports of others",
    breaks: (file) => {
      const { statements } = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest);
      return (
        statements.length > 0 && statements.every((it) => ts.isExportDeclaration(it) && it.moduleSpecifier)
      );
    },
    bad: [source("components/ui/index.ts", 'export * from "./button";', 'export { Field } from "./field";')],
    good: [source("lib/index.ts", 'export * from "./a";', "export const b = 1;"), source("lib/empty.ts")],
  },
  {
    says: "only Next and the tools are given default exports",
    breaks: ({ path, text }) =>
      /^export (default\b|\{[^}]*\bas default\b)/m.test(text) && !defaultExports.test(path),
    bad: [
      source("components/x.tsx", "export default function X() {}"),
      source("lib/x.ts", "const x = 1;", "export { x as default };"),
      source("app/providers.tsx", "export default function Providers() {}"),
    ],
    good: [
      source("app/page.tsx", "export default function Page() {}"),
      source("next.config.js", "export default {};"),
      source("lib/x.ts", "export const x = 1;"),
    ],
  },
  {
    says: "upstream is called through the account client and the token endpoint, our own API through lib/http.ts",
    breaks: (file) => {
      if (!/^(app|components|lib)\/|^[^/]+$/.test(file.path) || isTest(file.path)) return false;
      const fetches = /\bfetch\(/.test(file.text) && file.path !== "lib/http.ts";
      const upstream = /^lib\/server\/(account-client|token-endpoint|upstream-agent)\.ts$/.test(file.path);
      return fetches || (imports(file).includes("undici") && !upstream);
    },
    bad: [
      source("components/x.tsx", 'await fetch("/api/console/health");'),
      source("lib/server/session.ts", "await globalThis.fetch(url);"),
      importing("app/api/console/health/route.ts", "undici"),
    ],
    good: [
      source("lib/http.ts", "await fetch(path);"),
      source("components/x.tsx", "await refetch();"),
      importing("lib/server/account-client.ts", "undici"),
    ],
  },
  {
    says: "file names are kebab-case",
    breaks: ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(css|js|mjs|tsx?)$/.test(basename(path)),
    bad: [source("components/Button.tsx"), source("lib/token_policy.ts"), source("lib/useCopy.ts")],
    good: [source("lib/token-policy.test.ts"), source("next.config.js"), source("app/[id]/page.tsx")],
  },
  {
    says: "browser tests wait for what a person waits for, intercept nothing and leave nothing out",
    breaks: ({ path, text }) =>
      /^e2e\//.test(path) &&
      /\bwaitForTimeout\b|\b(page|context)\.route\b|\b(test|describe|it)\.(skip|only|fixme)\b/.test(text),
    // Samples of what the rule has to catch: text, never run.
    bad: [
      source("e2e/a.spec.ts", "await page.waitForTimeout(500);"),
      source("e2e/a.spec.ts", 'await page.route("**", stub);'),
      source("e2e/a.spec.ts", 'test.only("x", run);'),
      source("e2e/a.spec.ts", 'test.describe.skip("x", run);'),
    ],
    good: [source("e2e/a.spec.ts", "await page.waitForURL(url);", 'test("skips nothing", run);')],
  },
];

describe.each(rules)("$says", ({ breaks, bad, good }) => {
  test("holds", () => {
    expect(
      repository()
        .filter(breaks)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test("is seen to be broken", () => {
    expect(bad.filter((sample) => !breaks(sample))).toEqual([]);
    expect(good.filter(breaks)).toEqual([]);
  });
});

function repository(): Source[] {
  const top = readdirSync(root);
  const inFolders = folders
    .filter((folder) => top.includes(folder))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path}`,
      ),
    );
  const files = [...top, ...inFolders].filter(isSource);
  return files.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function imports({ text }: Source): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The imports that stay in this repository, as paths from its root, without an extension. */
function ownImports(file: Source): string[] {
  return imports(file).flatMap((module) => {
    const path = module.startsWith("@/") ? module.slice(2) : join(dirname(file.path), module);
    return /^(@\/|\.)/.test(module) ? [path.replace(/\.(css|mjs|js|tsx?)$/, "")] : [];
  });
}
