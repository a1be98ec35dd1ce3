import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../scripts/root.mjs";
import { personAs } from "./support/sign-in";
import { expect, test } from "./support/test";

type Route = { method: string; path: string };

const api = inRoot("app", "api");

/** Every route file below app/api, as a path from there without its last segment. */
const folders = readdirSync(api, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/route.ts"))
  .map((path) => path.slice(0, -"/route.ts".length));

/** What the routes of an account accept, read from their files: a new one is asked as well. */
const accountRoutes: Route[] = folders
  .filter((folder) => folder.includes("[account_id]"))
  .flatMap((folder) => {
    const exported = readFileSync(`${api}/${folder}/route.ts`, "utf8").matchAll(/^export const ([A-Z]+)\b/gm);
    return [...exported].map(([, method = ""]) => ({ method, path: `/api/${folder}` }));
  });

const at = (path: string, account_id: string) =>
  path.replace("[account_id]", account_id).replace(/\[\w+\]/, "00000000-0000-4000-8000-000000000001");

test.use({ accountOptions: { seed: "empty" } });

test("only sign-in and health are outside of the accounts", () => {
  expect(accountRoutes.length).toBeGreaterThan(15);
  expect(folders.filter((folder) => !folder.includes("[account_id]")).toSorted()).toEqual([
    "auth/[...nextauth]",
    "console/health",
  ]);
});

test("no route of an account answers without a session of that account, or to another site", async ({
  page,
  account,
  emulator,
  signIn,
  consoleUrl,
  playwright,
}) => {
  const anonymous = await playwright.request.newContext({ baseURL: consoleUrl });
  await signIn(page);
  await expect(page.getByRole("table")).toBeVisible();
  const calls = async () => (await emulator.ledger()).calls.filter(({ path }) => path.startsWith("/api/"));
  const before = await calls();
  for (const { method, path } of accountRoutes) {
    const own = at(path, account.account_id);
    const ours = { "sec-fetch-site": "same-origin", "content-type": "application/json" };
    const asked = `${method} ${path}`;

    const nobody = await anonymous.fetch(own, { method, headers: ours });
    expect(nobody.status(), asked).toBe(401);
    expect(await nobody.json(), asked).toMatchObject({ type: "/problems/unauthenticated", outcome: "none" });

    const ended = await anonymous.fetch(own, {
      method,
      headers: { ...ours, cookie: `latchkey.sid=${"A".repeat(43)}` },
    });
    expect(ended.status(), asked).toBe(401);

    const other = at(path, "00000000-0000-4000-8000-000000000000");
    const crossed = await page.request.fetch(other, { method, headers: ours });
    expect(crossed.status(), asked).toBe(403);
    expect(await crossed.json(), asked).toMatchObject({ type: "/problems/wrong-account", outcome: "none" });

    for (const site of ["cross-site", "same-site"]) {
      const foreign = await page.request.fetch(own, { method, headers: { ...ours, "sec-fetch-site": site } });
      expect(foreign.status(), asked).toBe(403);
      expect(await foreign.json(), asked).toMatchObject({ type: "/problems/cross-site", outcome: "none" });
    }
  }
  expect(await calls()).toEqual(before);
  await anonymous.dispose();
});

test("what the console keeps of an account is for who is its admin now", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page);
  await emulator.setRole(personAs(account, "admin").user_name, false);
  const kept = accountRoutes.filter(
    // Of a person's own changes, and of whether Databricks answers, they are told whatever has become of their role.
    ({ method, path }) => method === "GET" && !/\/(intents|upstream)\b/.test(path),
  );
  for (const { path } of kept) {
    const answer = await page.request.get(at(path, account.account_id));
    expect(answer.status(), path).toBe(403);
    expect(await answer.json(), path).toMatchObject({ type: "/problems/not-account-admin" });
  }
});
