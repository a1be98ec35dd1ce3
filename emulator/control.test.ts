import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "./server";
import { AccountClient, consoleApp, control, created, ledgerOf, newAccount } from "./test-client";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, consoleOrigin: "http://localhost:3000", control: true });
});
afterAll(() => emulator.close());

test("the overview has what a console and a test need to start", async () => {
  const answer = await (await fetch(`${emulator.origin}/emulator/control`)).json();
  expect(answer.host).toBe(emulator.origin);
  expect(
    answer.accounts.slice(0, 3).map(({ name, cloud }: { name: string; cloud: string }) => [name, cloud]),
  ).toEqual([
    ["Acme production", "AWS"],
    ["Acme Europe", "Azure"],
    ["Acme sandbox", "GCP"],
  ]);
  const [{ account_id, console, people, service_principal }] = answer.accounts;
  expect(console).toMatchObject({
    client_secret: expect.stringMatching(/^dose[0-9a-f]{32}$/),
    redirect_urls: [`http://localhost:3000/api/auth/callback/${account_id}`],
    scopes: ["all-apis", "offline_access", "openid", "profile", "email"],
  });
  expect(people).toContainEqual({
    user_name: "admin@example.com",
    display_name: "Account admin",
    roles: ["account_admin"],
  });
  expect(people).toContainEqual({ user_name: "analyst@example.com", display_name: "Analyst", roles: [] });
  expect(service_principal.client_secret).not.toContain(service_principal.application_id.slice(0, 8));
});

/** Node's fetch will not send these headers as a browser would. */
const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(`${emulator.origin}/emulator/control`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on("error", reject);
    call.end();
  });

test("web pages cannot reach it", async () => {
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ origin: "http://localhost:3000" })).toBe(403);
  expect(await statusWith({ origin: "null" })).toBe(403);
  expect(await statusWith({ "sec-fetch-site": "same-origin" })).toBe(403);
  expect(await statusWith({ host: "evil.example.com" })).toBe(403);
  expect(await statusWith({ host: "localhost.evil.example.com" })).toBe(403);
});

test("it is gone when switched off", async () => {
  const closed = await startEmulator({ port: 0, consoleOrigin: "http://localhost:3000", control: false });
  expect((await fetch(`${closed.origin}/emulator/control`)).status).toBe(404);
  await closed.close();
});

test("bad input is refused with the reasons", async () => {
  for (const action of [{}, { action: "nothing" }, { action: "set_faults", account_id: "x", faults: [] }]) {
    expect(await control(emulator, action)).toMatchObject({
      status: 400,
      body: { issues: expect.any(Array) },
    });
  }
  const account = await newAccount(emulator);
  const faults = [{ kind: "cut" }];
  expect(
    (await control(emulator, { action: "set_faults", account_id: account.account_id, faults })).status,
  ).toBe(400);
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect((await control(emulator, { action: "clear_faults", account_id: nobody })).status).toBe(404);
  const taken = await control(emulator, { action: "create_account", account_id: account.account_id });
  expect(taken.status).toBe(409);
});

test("explicit connections, and their secrets and ids, are as asked for", async () => {
  const account = await newAccount(emulator, {
    name: "Explicit",
    seed: { connections: [{ name: "new" }, { name: "old", created_days_ago: 9, confidential: true }] },
  });
  const client = new AccountClient(emulator, account.account_id);
  const { body } = await client.apps("GET", "", await client.adminToken(account));
  expect(body.apps).toMatchObject([
    { name: "old", confidential: true },
    { name: "Latchkey" },
    { name: "new" },
  ]);
});

test("a reset forgets data, tokens, faults and ledger, and keeps the console's app", async () => {
  const account = await newAccount(emulator, { name: "Reset me" });
  const client = new AccountClient(emulator, account.account_id);
  const tokens = await client.tokensFor(consoleApp(account));
  const token = String(tokens.body.access_token);
  await client.apps("POST", "", token, { name: "gone soon" });
  const { account_id } = account;
  await control(emulator, { action: "set_faults", account_id, faults: [{ kind: "error", status: 500 }] });
  const reset = await control(emulator, { action: "reset_account", account_id, seed: { generated: 2 } });
  expect(reset.body).toMatchObject({ account_id, name: "Reset me", console: account.console });
  expect((await client.apps("GET", "", token)).status).toBe(401);
  expect((await client.refresh(consoleApp(account), tokens.body.refresh_token)).status).toBe(400);
  const again = await client.tokensFor(consoleApp(account));
  const { body } = await client.apps("GET", "", String(again.body.access_token));
  expect(body.apps).toHaveLength(3);
  const { calls } = await ledgerOf(emulator, account_id);
  expect(calls[0]).toMatchObject({ seq: 1, status: 401 });
});

test("roles change from one call to the next", async () => {
  const account = await newAccount(emulator);
  const client = new AccountClient(emulator, account.account_id);
  const { access_token } = (await client.tokensFor(consoleApp(account))).body;
  const list = async () => (await client.apps("GET", "", String(access_token))).status;
  const role = (account_admin: boolean) =>
    control(emulator, {
      action: "set_role",
      account_id: account.account_id,
      user_name: "admin@example.com",
      account_admin,
    });
  expect(await list()).toBe(200);
  await role(false);
  expect(await list()).toBe(403);
  await role(true);
  expect(await list()).toBe(200);
});

test("the ledger tells who did what, what was issued and what was deleted", async () => {
  const account = await newAccount(emulator);
  const client = new AccountClient(emulator, account.account_id);
  const tokens = await client.tokensFor(consoleApp(account), "second.admin@example.com");
  const token = String(tokens.body.access_token);
  const app = created(await client.apps("POST", "", token, { name: "app", confidential: true }));
  await client.apps("GET", "?page_size=5", token);
  await client.apps("DELETE", `/${app.integration_id}`, token);
  await client.refresh(consoleApp(account), tokens.body.refresh_token);
  const ledger = await ledgerOf(emulator, account.account_id);
  const person = "second.admin@example.com";
  const { integration_id, client_id } = app;
  const api = ledger.calls.filter(({ path }) => path.startsWith("/api/"));
  expect(api).toMatchObject([
    { method: "POST", person, status: 200, committed: true, integration_id, secret_issued: true },
    { method: "GET", person, status: 200, committed: false, query: "page_size=5" },
    { method: "DELETE", person, status: 200, committed: true, integration_id },
  ]);
  expect(ledger.secrets).toMatchObject([{ integration_id, client_id, client_secret: app.client_secret }]);
  expect(ledger.deletions).toMatchObject([{ integration_id, name: "app" }]);
  expect(ledger.refreshes).toBe(1);
  expect(ledger.tokens.map(({ value }) => value)).toEqual(
    expect.arrayContaining([tokens.body.access_token, tokens.body.refresh_token, tokens.body.id_token]),
  );
  expect(ledger.calls.map(({ seq }) => seq)).toEqual(ledger.calls.map((_, index) => index + 1));
});

test("hundreds of accounts are made in no time and know nothing of each other", async () => {
  const started = performance.now();
  const answer = await fetch(`${emulator.origin}/emulator/control`, {
    method: "POST",
    body: JSON.stringify({ action: "create_accounts", count: 300, name_prefix: "Bench" }),
  });
  const accounts = await answer.json();
  expect(performance.now() - started).toBeLessThan(5000);
  expect(accounts).toHaveLength(300);
  expect(new Set(accounts.map(({ account_id }: { account_id: string }) => account_id)).size).toBe(300);
  const [first, second] = accounts;
  const clients = [first, second].map(({ account_id }) => new AccountClient(emulator, account_id));
  for (const [index, client] of clients.entries()) {
    const token = await client.adminToken([first, second][index]);
    await client.apps("POST", "", token, { name: `only in ${index}` });
    const { body } = await client.apps("GET", "", token);
    expect(body.apps).toMatchObject([{ name: "Latchkey" }, { name: `only in ${index}` }]);
  }
});
