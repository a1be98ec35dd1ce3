import { expect, test } from "vitest";
import { AccountClient, consoleApp, control, newAccount, signInApp } from "../test-client";
import { freshAccounts } from "../test-setup";

const at = freshAccounts();

test("access tokens live as long as the app's policy says, and not a minute longer", async () => {
  const policy = { access_token_ttl_in_minutes: 15, refresh_token_ttl_in_minutes: 30 };
  const app = await signInApp(at.client, at.token, { token_access_policy: policy });
  const tokens = await at.client.tokensFor(app);
  expect(tokens.body.expires_in).toBe(900);
  const token = String(tokens.body.access_token);
  at.passMinutes(14);
  expect((await at.client.apps("GET", "", token)).status).toBe(200);
  at.passMinutes(1.1);
  expect(await at.client.apps("GET", "", token)).toMatchObject({
    status: 401,
    body: { error_code: "UNAUTHENTICATED" },
  });
  expect((await at.client.refresh(app, tokens.body.refresh_token)).status).toBe(200);
  at.passMinutes(16);
  expect(await at.client.refresh(app, tokens.body.refresh_token)).toMatchObject({
    status: 400,
    body: { error: "invalid_grant", error_description: "Refresh token is invalid" },
  });
});

test("single-use refresh tokens rotate; using one twice revokes the family", async () => {
  const app = await signInApp(at.client, at.token, {
    token_access_policy: { refresh_token_ttl_in_minutes: 1440, enable_single_use_refresh_tokens: true },
  });
  const first = (await at.client.tokensFor(app)).body.refresh_token;
  const second = (await at.client.refresh(app, first)).body.refresh_token;
  expect(second).toMatch(/^doau[0-9a-f]{32}$/);
  expect(second).not.toBe(first);
  const invalid = {
    status: 400,
    body: { error: "invalid_grant", error_description: "Refresh token is invalid" },
  };
  expect(await at.client.refresh(app, first)).toMatchObject(invalid);
  expect(await at.client.refresh(app, second)).toMatchObject(invalid);
});

test("each rotation renews the refresh lifetime until the absolute lifetime ends the chain", async () => {
  const app = await signInApp(at.client, at.token, {
    token_access_policy: {
      access_token_ttl_in_minutes: 5,
      refresh_token_ttl_in_minutes: 10,
      enable_single_use_refresh_tokens: true,
      absolute_session_lifetime_in_minutes: 24,
    },
  });
  let current = (await at.client.tokensFor(app)).body.refresh_token;
  for (const _ of [9, 18]) {
    at.passMinutes(9);
    const answer = await at.client.refresh(app, current);
    expect(answer.status).toBe(200);
    current = answer.body.refresh_token;
  }
  at.passMinutes(7);
  expect((await at.client.refresh(app, current)).status).toBe(400);
});

test("deleting an app ends sign-in, exchange, refresh and the tokens it gave out", async () => {
  const app = await signInApp(at.client, at.token);
  const tokens = await at.client.tokensFor(app);
  const admin = await at.client.adminToken(at.account);
  expect((await at.client.apps("DELETE", `/${app.integration_id}`, admin)).body).toEqual({});
  const unavailable = `OAuth application with client_id: '${app.client_id}' not available in Databricks account '${at.account.account_id}'.`;
  const authorize = await at.client.authorize({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: app.redirect_uri,
    scope: app.scope,
  });
  expect(await authorize.json()).toMatchObject({ error_description: unavailable });
  expect(await at.client.refresh(app, tokens.body.refresh_token)).toMatchObject({
    status: 401,
    body: { error: "invalid_client", error_description: unavailable },
  });
  expect((await at.client.apps("GET", "", String(tokens.body.access_token))).status).toBe(401);
});

test("scopes taken from an app stay in sessions that have them; added ones need a new sign-in", async () => {
  const app = await signInApp(at.client, at.token);
  const tokens = await at.client.tokensFor(app);
  const admin = await at.client.adminToken(at.account);
  await at.client.apps("PATCH", `/${app.integration_id}`, admin, { scopes: ["sql", "offline_access"] });
  const refreshed = await at.client.refresh(app, tokens.body.refresh_token);
  expect(refreshed.body.scope).toBe("all-apis offline_access");
  const asksForOld = await at.client.tokensFor(app);
  expect(asksForOld.status).toBe(400);
});

test("the console's app may have a lifetime in seconds, for tests", async () => {
  const short = await newAccount(at.emulator, {
    console_token_access_policy: { access_token_ttl_in_seconds: 2 },
  });
  const shortClient = new AccountClient(at.emulator, short.account_id);
  const tokens = await shortClient.tokensFor(consoleApp(short));
  expect(tokens.body.expires_in).toBe(2);
});

test("revoked and expired by control", async () => {
  const app = consoleApp(at.account);
  const tokens = await at.client.tokensFor(app);
  const token = String(tokens.body.access_token);
  await control(at.emulator, { action: "expire_access_tokens", account_id: at.account.account_id });
  expect((await at.client.apps("GET", "", token)).status).toBe(401);
  expect((await at.client.refresh(app, tokens.body.refresh_token)).status).toBe(200);
  await control(at.emulator, { action: "revoke_tokens", account_id: at.account.account_id });
  expect((await at.client.refresh(app, tokens.body.refresh_token)).body.error_description).toBe(
    "Refresh token is invalid",
  );
});
