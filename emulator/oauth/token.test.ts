import * as openid from "openid-client";
import { expect, test } from "vitest";
import { consoleApp, s256, signInApp } from "../test-client";
import { freshAccounts } from "../test-setup";

const at = freshAccounts();

test("an independent client library accepts discovery, code, id_token signature, nonce and refresh", async () => {
  const app = consoleApp(at.account);
  const config = await openid.discovery(
    new URL(at.client.oidc("")),
    app.client_id,
    app.client_secret,
    undefined,
    {
      execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
    },
  );
  const verifier = openid.randomPKCECodeVerifier();
  const nonce = openid.randomNonce();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: app.redirect_uri,
    scope: app.scope,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    nonce,
    state: "state",
  });
  const callback = await at.client.signIn(Object.fromEntries(url.searchParams), {
    person: "second.admin@example.com",
  });
  const tokens = await openid.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: "state",
  });
  expect(tokens.claims()).toMatchObject({
    sub: "second.admin@example.com",
    email: "second.admin@example.com",
    name: "Second account admin",
    preferred_username: "second.admin@example.com",
    nonce,
  });
  expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600, scope: app.scope });
  expect(tokens.access_token.split(".")).toHaveLength(3);
  expect(tokens.refresh_token).toMatch(/^doau[0-9a-f]{32}$/);
  const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(refreshed.access_token).not.toBe(tokens.access_token);
  expect(refreshed.refresh_token).toBe(tokens.refresh_token);
});

test("a confidential client may send its secret in the body or in the header", async () => {
  const app = consoleApp(at.account);
  const query = {
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: app.redirect_uri,
    scope: app.scope,
  };
  const grant = { grant_type: "authorization_code", redirect_uri: app.redirect_uri };
  const code = async () =>
    (await at.client.signIn(query, { person: "admin@example.com" })).searchParams.get("code") ?? "";
  const basic = `${app.client_id}:${app.client_secret}`;
  const inHeader = await at.client.token({ ...grant, code: await code() }, basic);
  expect(inHeader.status).toBe(200);
  const inBody = { client_id: app.client_id, client_secret: app.client_secret ?? "" };
  expect((await at.client.token({ ...grant, ...inBody, code: await code() })).status).toBe(200);
  const wrong = await at.client.token({ ...grant, ...inBody, client_secret: "dose0", code: await code() });
  expect(wrong).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  const without = await at.client.token({ ...grant, client_id: app.client_id, code: await code() });
  expect(without).toMatchObject({ status: 401, body: { error: "invalid_client" } });
});

test("codes work once, for their client, redirect URL and verifier; reuse revokes what they gave", async () => {
  const app = await signInApp(at.client, at.token);
  const verifier = "v".repeat(43);
  const { client_id, redirect_uri, scope } = app;
  const challenge = { code_challenge: s256(verifier), code_challenge_method: "S256" };
  const query = { response_type: "code", client_id, redirect_uri, scope, ...challenge };
  const grant = { grant_type: "authorization_code", client_id, redirect_uri, code_verifier: verifier };
  const newCode = async () =>
    (await at.client.signIn(query, { person: "admin@example.com" })).searchParams.get("code") ?? "";
  const invalid = { status: 400, body: { error: "invalid_grant" } };
  expect(
    await at.client.token({ ...grant, code: await newCode(), code_verifier: "w".repeat(43) }),
  ).toMatchObject(invalid);
  expect(
    await at.client.token({ ...grant, code: await newCode(), redirect_uri: "https://app.example.com" }),
  ).toMatchObject(invalid);
  const code = await newCode();
  const first = await at.client.token({ ...grant, code });
  expect(first.status).toBe(200);
  expect(await at.client.token({ ...grant, code })).toMatchObject(invalid);
  expect(await at.client.refresh(app, first.body.refresh_token)).toMatchObject(invalid);
  const late = await newCode();
  at.passMinutes(2);
  expect(await at.client.token({ ...grant, code: late })).toMatchObject(invalid);
});

test("without offline_access there is no refresh token, without openid no id_token", async () => {
  const app = await signInApp(at.client, at.token);
  const tokens = await at.client.tokensFor({ ...app, scope: "all-apis" });
  expect(tokens.body).toMatchObject({ scope: "all-apis" });
  expect(tokens.body).not.toHaveProperty("refresh_token");
  expect(tokens.body).not.toHaveProperty("id_token");
});

test("service principals get tokens for themselves, apps do not", async () => {
  const { application_id, client_secret } = at.account.service_principal;
  const body = { grant_type: "client_credentials", client_id: application_id, client_secret };
  const answer = await at.client.token(body);
  expect(answer.body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "all-apis" });
  const app = consoleApp(at.account);
  const secret = app.client_secret ?? "";
  const refused = await at.client.token({
    grant_type: "client_credentials",
    client_id: app.client_id,
    client_secret: secret,
  });
  expect(refused).toMatchObject({
    status: 401,
    body: {
      error: "invalid_client",
      error_description: expect.stringContaining(`'${app.client_id}' not available in Databricks account`),
    },
  });
  const inHeader = await at.client.token({ grant_type: "client_credentials" }, `nobody:${client_secret}`);
  expect(inHeader.body.error_description).toContain("client_id: 'nobody' not available");
});

test("an app with a custom scheme can sign people in", async () => {
  const redirect_uri = "com.example.field://oauth/callback";
  const app = await signInApp(at.client, at.token, { redirect_urls: [redirect_uri] });
  expect((await at.client.tokensFor({ ...app, redirect_uri })).status).toBe(200);
});
