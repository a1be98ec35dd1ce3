import { expect, test } from "vitest";
import { setFaults } from "../test-client";
import { freshAccounts } from "../test-setup";

const at = freshAccounts();

const dbt = {
  client_id: "dbt-databricks",
  redirect_uri: "http://localhost:8050/",
  scope: "sql offline_access",
};

const cli = {
  client_id: "databricks-cli",
  redirect_uri: "http://localhost:8020",
  scope: "all-apis offline_access",
};

const unavailable = (clientId: string) =>
  `OAuth application with client_id: '${clientId}' not available in Databricks account '${at.account.account_id}'.`;

/** Enables an app and answers its path. */
const enable = async (app_id: string, token_access_policy?: object): Promise<string> => {
  const answer = await at.client.published("POST", "", at.token, { app_id, token_access_policy });
  expect(answer.status).toBe(200);
  return `/${answer.body.integration_id}`;
};

test("an app signs people in while it is enabled, and what it gave out ends with it", async () => {
  await at.enter({ published_apps: [] });
  const authorize = async () => {
    const answer = await at.client.authorize({ response_type: "code", ...dbt });
    return { status: answer.status, text: await answer.text() };
  };
  const refused = {
    status: 400,
    text: JSON.stringify({ error_description: unavailable("dbt-databricks"), error: "invalid_request" }),
  };
  expect(await authorize()).toEqual(refused);
  const path = await enable("dbt-databricks");
  const tokens = await at.client.tokensFor(dbt);
  expect(tokens.body).toMatchObject({ expires_in: 3600, scope: dbt.scope });
  expect((await at.client.refresh(dbt, tokens.body.refresh_token)).status).toBe(200);
  expect((await at.client.published("DELETE", path, at.token)).status).toBe(200);
  expect(await authorize()).toEqual(refused);
  expect(await at.client.refresh(dbt, tokens.body.refresh_token)).toMatchObject({
    status: 401,
    body: { error: "invalid_client", error_description: unavailable("dbt-databricks") },
  });
  await enable("dbt-databricks");
  expect(await at.client.refresh(dbt, tokens.body.refresh_token)).toMatchObject({
    status: 400,
    body: { error: "invalid_grant", error_description: "Refresh token is invalid" },
  });
  expect((await at.client.tokensFor(dbt)).status).toBe(200);
});

test("access tokens of a disabled app are worth nothing, those of others stay", async () => {
  await at.enter({ published_apps: [] });
  const path = await enable("power-bi");
  const powerBi = {
    client_id: "databricks-power-bi",
    redirect_uri: "https://oauth.powerbi.com/views/oauthredirect.html",
    scope: "all-apis",
  };
  const status = async (token: string) => (await at.client.apps("GET", "", token)).status;
  const token = String((await at.client.tokensFor(powerBi)).body.access_token);
  expect(await status(token)).toBe(200);
  await at.client.published("DELETE", path, at.token);
  expect(await status(token)).toBe(401);
  await enable("power-bi");
  expect(await status(token)).toBe(401);
  expect(await status(at.token)).toBe(200);
});

test("the four of the start are public clients with PKCE and redirect URLs of their own", async () => {
  const query = { response_type: "code", state: "s" };
  const withoutPkce = await at.client.signIn({ ...query, ...dbt }, {});
  expect(withoutPkce.searchParams.get("error")).toBe("invalid_request");
  const elsewhere = await at.client.authorize({ ...query, ...dbt, redirect_uri: "http://localhost:8050" });
  expect(elsewhere.status).toBe(400);
  for (const app of [
    {
      client_id: "databricks-tableau-desktop",
      redirect_uri: "http://localhost:55558/Callback",
      scope: "all-apis offline_access",
    },
    {
      client_id: "databricks-tableau-cloud",
      redirect_uri: "https://online.tableau.com/auth/add_oauth_token",
      scope: "all-apis offline_access openid",
    },
  ]) {
    expect((await at.client.tokensFor(app)).status).toBe(200);
  }
});

test("lifetimes and rotation are those of the integration's policy", async () => {
  await at.enter({ published_apps: [] });
  const path = await enable("dbt-databricks", {
    access_token_ttl_in_minutes: 15,
    refresh_token_ttl_in_minutes: 30,
  });
  const tokens = await at.client.tokensFor(dbt);
  expect(tokens.body.expires_in).toBe(900);
  const refreshed = await at.client.refresh(dbt, tokens.body.refresh_token);
  expect(refreshed.body.refresh_token).toBe(tokens.body.refresh_token);
  await at.client.published("PATCH", path, at.token, {
    token_access_policy: {
      access_token_ttl_in_minutes: 5,
      refresh_token_ttl_in_minutes: 10,
      enable_single_use_refresh_tokens: true,
    },
  });
  const rotated = await at.client.refresh(dbt, tokens.body.refresh_token);
  expect(rotated.body.expires_in).toBe(300);
  expect(rotated.body.refresh_token).not.toBe(tokens.body.refresh_token);
  at.passMinutes(11);
  expect((await at.client.refresh(dbt, rotated.body.refresh_token)).status).toBe(400);
});

test("the clients of every account work unless enabled, and an integration gives them its policy", async () => {
  await at.enter({ published_apps: [] });
  expect((await at.client.tokensFor(cli)).body.expires_in).toBe(3600);
  const path = await enable("databricks-cli", { access_token_ttl_in_minutes: 10 });
  const tokens = await at.client.tokensFor(cli);
  expect(tokens.body.expires_in).toBe(600);
  await at.client.published("DELETE", path, at.token);
  const refreshed = await at.client.refresh(cli, tokens.body.refresh_token);
  expect(refreshed).toMatchObject({ status: 200, body: { expires_in: 3600 } });
});

test("enabling has to propagate when it is told to", async () => {
  await at.enter({ published_apps: [] });
  await setFaults(at.emulator, at.account.account_id, { kind: "propagation_delay", ms: 60_000 });
  await enable("dbt-databricks");
  const answer = await at.client.authorize({ response_type: "code", ...dbt });
  expect(await answer.json()).toMatchObject({ error_description: unavailable("dbt-databricks") });
  at.passMinutes(2);
  expect((await at.client.tokensFor(dbt)).status).toBe(200);
});
