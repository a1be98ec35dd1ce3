import { expect, test } from "vitest";
import {
  AccountClient,
  consoleApp,
  control,
  created,
  ledgerOf,
  newAccount,
  s256,
  setFaults,
} from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const faults = (...list: object[]) => setFaults(at.emulator, at.account.account_id, ...list);

const create = (name = "app") => at.client.apps("POST", "", at.token, { name, confidential: true });

const onCreate = { method: "POST", path: "*/custom-app-integrations" };

test("nth and times choose the calls that are hit", async () => {
  await faults({ kind: "error", status: 500, nth: 2, times: 2, ...onCreate });
  const statuses: number[] = [];
  for (const name of ["a", "b", "c", "d"]) statuses.push((await create(name)).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
});

test("a rate limit lets so many calls a second through", async () => {
  await faults({ kind: "rate_limit", per_second: 2, retry_after: "1", method: "GET" });
  at.passMinutes(0);
  const answers = await Promise.all(Array.from({ length: 5 }, () => at.client.apps("GET", "", at.token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get("retry-after")).toBe("1");
  expect(refused?.body).toMatchObject({ error_code: "REQUEST_LIMIT_EXCEEDED" });
});

test("the token endpoint can be hit by grant type, before and after the refresh token is used up", async () => {
  const redirect_uri = "https://x.example.com/cb";
  const app = created(
    await at.client.apps("POST", "", at.token, {
      name: "rotating",
      redirect_urls: [redirect_uri],
      scopes: ["all-apis", "offline_access"],
      token_access_policy: { refresh_token_ttl_in_minutes: 1440, enable_single_use_refresh_tokens: true },
    }),
  );
  const asked = { ...app, redirect_uri, scope: "all-apis offline_access" };
  const onRefresh = { path: "*/v1/token", grant_type: "refresh_token" };
  await faults({
    kind: "error",
    status: 400,
    shape: "oauth",
    error_code: "invalid_grant",
    message: "Refresh token is invalid",
    times: 1,
    ...onRefresh,
  });
  const { refresh_token } = (await at.client.tokensFor(asked)).body;
  expect((await at.client.refresh(asked, refresh_token)).body).toEqual({
    error: "invalid_grant",
    error_description: "Refresh token is invalid",
  });
  const second = (await at.client.refresh(asked, refresh_token)).body.refresh_token;
  await faults({ kind: "reset", phase: "after_commit", ...onRefresh });
  await expect(at.client.refresh(asked, second)).rejects.toThrow();
  await faults();
  expect((await at.client.refresh(asked, second)).status).toBe(400);
  expect((await ledgerOf(at.emulator, at.account.account_id)).refreshes).toBe(2);
});

test("new client ids are unknown to the OAuth server until they have propagated", async () => {
  await faults({ kind: "propagation_delay", ms: 60_000 });
  const redirect_uri = "https://x.example.com/cb";
  const { client_id } = created(
    await at.client.apps("POST", "", at.token, { name: "new", redirect_urls: [redirect_uri] }),
  );
  const challenge = { code_challenge: s256("a".repeat(43)), code_challenge_method: "S256" };
  const authorize = () =>
    at.client.authorize({ response_type: "code", client_id, redirect_uri, scope: "all-apis", ...challenge });
  expect((await authorize()).status).toBe(400);
  await faults();
  expect((await authorize()).status).toBe(303);
  await faults({ kind: "propagation_delay", ms: 60_000 });
  expect((await at.client.tokensFor(consoleApp(at.account))).status).toBe(200);
});

test("page tokens that loop, are refused, or come with empty pages", async () => {
  const follow = async (next: unknown) => at.client.apps("GET", `?page_token=${next ?? ""}`, at.token);
  await faults({ kind: "page_tokens", mode: "loop" });
  const looped = await follow((await follow(undefined)).body.next_page_token);
  expect(looped.body).toHaveProperty("next_page_token");
  expect(looped.body).toHaveProperty("apps");
  await faults({ kind: "page_tokens", mode: "refuse" });
  expect((await follow(looped.body.next_page_token)).status).toBe(400);
  await faults({ kind: "page_tokens", mode: "empty_pages" });
  const empty = await follow(undefined);
  expect(empty.body).not.toHaveProperty("apps");
  const real = await follow(empty.body.next_page_token);
  expect(real.body).toHaveProperty("apps");
  expect(real.body).not.toHaveProperty("next_page_token");
});

test("faults are one account's own and end when cleared", async () => {
  await faults({ kind: "error", status: 500 });
  const other = await newAccount(at.emulator);
  const otherClient = new AccountClient(at.emulator, other.account_id);
  expect((await otherClient.apps("GET", "", await otherClient.adminToken(other))).status).toBe(200);
  expect((await at.client.apps("GET", "", at.token)).status).toBe(500);
  await control(at.emulator, { action: "clear_faults", account_id: at.account.account_id });
  expect((await at.client.apps("GET", "", at.token)).status).toBe(200);
});
