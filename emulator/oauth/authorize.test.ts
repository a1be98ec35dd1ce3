import { expect, test } from "vitest";
import { consoleApp, created, s256 } from "../test-client";
import { freshAccounts } from "../test-setup";

const at = freshAccounts();

const cli = {
  client_id: "databricks-cli",
  redirect_uri: "http://localhost:8020",
  scope: "all-apis offline_access",
};

const challenge = { code_challenge: s256("a".repeat(43)), code_challenge_method: "S256" };

const query = { response_type: "code", ...cli, ...challenge, state: "s" };

test("metadata documents agree and advertise nothing the vendor's clients lack", async () => {
  const oauth = await (await fetch(at.client.oidc("/.well-known/oauth-authorization-server"))).json();
  const openid = await (await fetch(at.client.oidc("/.well-known/openid-configuration"))).json();
  expect(oauth).toEqual(openid);
  expect(oauth).toMatchObject({
    issuer: at.client.oidc(""),
    authorization_endpoint: at.client.oidc("/v1/authorize"),
    token_endpoint: at.client.oidc("/v1/token"),
    grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
  });
  for (const absent of ["userinfo", "revocation", "end_session", "introspection", "registration"]) {
    expect(oauth).not.toHaveProperty(`${absent}_endpoint`);
  }
});

test("host metadata lets clients insert their account id", async () => {
  const config = await (await fetch(`${at.emulator.origin}/.well-known/databricks-config`)).json();
  expect(config).toMatchObject({
    oidc_endpoint: `${at.emulator.origin}/oidc/accounts/{account_id}`,
    host_type: "ACCOUNT_HOST",
  });
});

test("an unregistered redirect URL gets a bare JSON document, description first", async () => {
  const redirect_uri = "http://127.0.0.1:8020";
  const refused = await at.client.authorize({ ...query, redirect_uri });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toBe(
    `{"error_description":"redirect_uri '${redirect_uri}' not registered for OAuth application 'databricks-cli'","error":"invalid_request"}`,
  );
});

test.each([
  "http://localhost:8020/",
  "http://localhost:8041",
  "http://localhost:8020/?a=b",
  "HTTP://localhost:8020",
])("redirect URLs match as strings: %s is not http://localhost:8020", async (redirect_uri) => {
  expect((await at.client.authorize({ ...query, redirect_uri })).status).toBe(400);
});

test.each([8020, 8031, 8040])("the CLI's port %i is registered", async (port) => {
  const answer = await at.client.authorize({ ...query, redirect_uri: `http://localhost:${port}` });
  expect(answer.headers.get("location")).toMatch(/\/sign-in\//);
});

test("an unknown client gets the vendor's words, without a redirect", async () => {
  const refused = await at.client.authorize({ ...query, client_id: "nobody" });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({
    error: "invalid_request",
    error_description: `OAuth application with client_id: 'nobody' not available in Databricks account '${at.account.account_id}'.`,
  });
});

test("public clients need PKCE with S256, confidential ones may do without", async () => {
  const { code_challenge: _, code_challenge_method: __, ...withoutPkce } = query;
  const missing = await at.client.signIn(withoutPkce, {});
  expect(missing.searchParams.get("error")).toBe("invalid_request");
  const plain = await at.client.signIn({ ...query, code_challenge_method: "plain" }, {});
  expect(plain.searchParams.get("error")).toBe("invalid_request");
  const { client_secret: ___, ...confidential } = consoleApp(at.account);
  const callback = await at.client.signIn(
    { response_type: "code", ...confidential, state: "s" },
    { person: "admin@example.com" },
  );
  expect(callback.searchParams.get("code")).toBeTruthy();
});

test("a scope that is not registered fails at the redirect URL", async () => {
  const callback = await at.client.signIn({ ...query, scope: "all-apis sql" }, {});
  expect(callback.origin).toBe("http://localhost:8020");
  expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: "invalid_scope", state: "s" });
});

test("deny and prompt=none come back as errors", async () => {
  const denied = await at.client.signIn(query, { deny: "yes" });
  expect(Object.fromEntries(denied.searchParams)).toMatchObject({ error: "access_denied", state: "s" });
  const silent = await at.client.signIn({ ...query, prompt: "none" }, {});
  expect(silent.searchParams.get("error")).toBe("login_required");
});

test("the sign-in page names account and people, needs no script, and allows none", async () => {
  const started = await at.client.authorize(query);
  const cookie = started.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const address = new URL(started.headers.get("location") ?? "", at.emulator.origin);
  const page = await fetch(address, { headers: { cookie } });
  const html = await page.text();
  expect(html).toContain("<h1>Sign in to Test account</h1>");
  expect(html).toContain(">Sign in as Account admin</button>");
  expect(html).toContain(">Sign in as Analyst</button>");
  expect(html).toContain(">Deny</button>");
  expect(html).not.toContain("<script");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self' http://localhost:8020");
  expect((await fetch(address)).status).toBe(400);
});

test("names from an app cannot become markup on the sign-in page", async () => {
  const _token = await at.client.adminToken(at.account);
  const app = created(
    await at.client.apps("POST", "", at.token, {
      name: `<img src=x onerror="alert(1)">`,
      redirect_urls: ["https://x.example.com/cb"],
    }),
  );
  const started = await at.client.authorize({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: "https://x.example.com/cb",
    scope: "all-apis",
    ...challenge,
  });
  const cookie = started.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const page = await fetch(new URL(started.headers.get("location") ?? "", at.emulator.origin), {
    headers: { cookie },
  });
  const html = await page.text();
  expect(html).toContain("&lt;img src=x");
  expect(html).not.toContain("<img");
});

test("no sign-in is remembered: the next one asks again, even in the same browser", async () => {
  const first = await at.client.signIn(query, { person: "admin@example.com" });
  expect(first.searchParams.get("code")).toBeTruthy();
  const again = await at.client.authorize(query);
  expect(again.headers.get("location")).toMatch(/\/sign-in\//);
});

test.each(["login", "consent", "login consent"])(
  "prompt=%s is answered by choosing a person, once",
  async (prompt) => {
    const callback = await at.client.signIn({ ...query, prompt }, { person: "admin@example.com" });
    expect(callback.searchParams.get("code")).toBeTruthy();
  },
);
