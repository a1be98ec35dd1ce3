import { createHmac } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { paths } from "../lib/paths";
import type { Account } from "./support/emulator-control";
import { choosePerson, personAs } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** What somebody in between could put in the place of an ID token, made from one that was issued before. */
function forgeries(issued: string, { console }: Account): [what: string, id_token: string][] {
  const [header = "", payload = "", signature = ""] = issued.split(".");
  const claims = z.looseObject({}).parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const symmetric = `${encoded({ alg: "HS256", typ: "JWT" })}.${payload}`;
  const mac = createHmac("sha256", console.client_secret).update(symmetric).digest("base64url");
  return [
    ["of another sign-in", issued],
    ["altered", `${header}.${encoded({ ...claims, sub: "second.admin@example.com" })}.${signature}`],
    ["unsigned", `${encoded({ alg: "none" })}.${payload}.`],
    ["signed with what the client knows", `${symmetric}.${mac}`],
    ["no token", "id"],
  ];
}

test("an ID token that was not issued for this sign-in signs nobody in", async ({
  context,
  page,
  account,
  emulator,
  signIn,
}) => {
  test.slow();
  await signIn(page);
  const issued = (await emulator.ledger()).tokens.findLast(({ kind }) => kind === "id_token")?.value ?? "";
  expect(issued.split(".")).toHaveLength(3);
  const answers = [
    ...forgeries(issued, account).map(([what, id_token]) => ({ what, fault: { merge: { id_token } } })),
    { what: "missing", fault: { remove: ["id_token"] } },
  ];
  for (const { what, fault } of answers) {
    await context.clearCookies();
    await emulator.setFaults([{ kind: "rewrite", path: "*/v1/token", ...fault }]);
    await page.goto(paths.signIn({ account_id: account.account_id }));
    await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
    await choosePerson(account, page, "admin");
    await expect(page.getByText("Sign-in did not finish"), what).toBeVisible();
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names, what).not.toContain("latchkey.sid");
  }
  await emulator.clearFaults();
  await signIn(page);
});

/** Signs in over HTTP up to the last step, and resolves with the address that this step goes to. */
async function callbackOf(request: APIRequestContext, account: Account): Promise<string> {
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await request.get("/api/auth/csrf")).json());
  const started = await request.post(`/api/auth/signin/${account.account_id}`, {
    form: { csrfToken, json: "true" },
  });
  const page = await request.get(z.object({ url: z.url() }).parse(await started.json()).url);
  const person = personAs(account, "admin").user_name;
  const chosen = await request.post(page.url(), { form: { person }, maxRedirects: 0 });
  const next = new URL(chosen.headers().location ?? "", page.url()).href;
  return (await request.get(next, { maxRedirects: 0 })).headers().location ?? "";
}

test("a sign-in is finished by the browser that began it, and once", async ({
  context,
  page,
  account,
  playwright,
  consoleUrl,
}) => {
  const other = await playwright.request.newContext({ baseURL: consoleUrl });
  const callback = await callbackOf(other, account);
  expect(new URL(callback).origin).toBe(consoleUrl);

  await page.goto(callback);
  await expect(page.getByText("Sign-in did not finish")).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("latchkey.sid");

  const state = new URL(await callbackOf(other, account));
  state.searchParams.set("state", "of-somebody-else");
  expect((await other.get(state.href)).url()).toContain("error=OAuthCallback");

  const again = await callbackOf(other, account);
  const finished = await other.get(again, { maxRedirects: 0 });
  expect(finished.headers()["set-cookie"]).toContain("latchkey.sid=");
  const replayed = await other.get(again, { maxRedirects: 0 });
  expect(replayed.headers()["set-cookie"] ?? "").not.toMatch(/latchkey\.sid=[\w-]{43}/);
  expect(replayed.headers().location).toContain("error=OAuthCallback");
  await other.dispose();
});
