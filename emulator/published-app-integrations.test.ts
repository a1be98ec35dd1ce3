import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  AccountClient,
  consoleApp,
  ledgerOf,
  listPublished,
  newAccount,
  setFaults,
  violations,
} from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const DBT = "8521f912-fcca-11ed-be56-0242ac120002";

const published = (method: string, path: string, body?: unknown) =>
  at.client.published(method, path, at.token, body);

const enabled = async (query: Record<string, string> = {}) =>
  (await listPublished(at.client, at.token, "published-app-integrations", query)).flatMap(({ apps }) => apps);

const ledger = () => ledgerOf(at.emulator, at.account.account_id);

const integrationOf = async (appId: string): Promise<string> =>
  (await enabled()).find(({ app_id }) => app_id === appId)?.integration_id ?? "";

test("an account starts with four of them, enabled by nobody in particular", async () => {
  const apps = await enabled();
  expect(apps.map(({ name }) => name)).toEqual([
    "Power BI",
    "Tableau Desktop",
    "Tableau Cloud",
    "dbt adapter for Databricks",
  ]);
  for (const app of apps) expect(app).not.toHaveProperty("created_by");
  expect(apps[1]).toMatchObject({ token_access_policy: { refresh_token_ttl_in_minutes: 129_600 } });
});

test("enable, get, list, change the policy, disable, enable again", async () => {
  await at.enter({ published_apps: [] });
  expect((await published("GET", "")).text).toBe("{}");
  const answer = await published("POST", "", { app_id: "power-bi" });
  expect(answer).toMatchObject({ status: 200, body: { integration_id: expect.any(String) } });
  expect(Object.keys(answer.body)).toEqual(["integration_id"]);
  const path = `/${answer.body.integration_id}`;
  const expected = {
    app_id: "power-bi",
    integration_id: answer.body.integration_id,
    name: "Power BI",
    create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    created_by: expect.anything(),
    token_access_policy: { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10_080 },
  };
  expect((await published("GET", path)).body).toEqual(expected);
  expect(await enabled()).toEqual([expected]);
  const token_access_policy = { access_token_ttl_in_minutes: 30, refresh_token_ttl_in_minutes: 600 };
  expect(await published("PATCH", path, { token_access_policy })).toMatchObject({ status: 200, text: "{}" });
  expect((await published("GET", path)).body).toEqual({ ...expected, token_access_policy });
  expect(await published("PATCH", path, {})).toMatchObject({ status: 200, text: "{}" });
  expect((await published("GET", path)).body).toMatchObject({ token_access_policy });
  expect(await published("DELETE", path)).toMatchObject({ status: 200, text: "{}" });
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const gone = await published(method, path, method === "PATCH" ? {} : undefined);
    expect(gone).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
  }
  const again = await published("POST", "", { app_id: "power-bi", token_access_policy });
  expect(again.body.integration_id).not.toBe(answer.body.integration_id);
  expect((await published("GET", `/${again.body.integration_id}`)).body).toMatchObject({
    token_access_policy,
  });
});

test("the ledger says who was enabled, changed and disabled, and what was refused", async () => {
  await at.enter({ published_apps: [] });
  const { integration_id } = (await published("POST", "", { app_id: DBT })).body;
  await published("POST", "", { app_id: DBT });
  await published("PATCH", `/${integration_id}`, { token_access_policy: {} });
  await published("PATCH", `/${integration_id}`, { name: "new" });
  await published("DELETE", `/${integration_id}`);
  const { calls, deletions } = await ledger();
  const same = { app_id: DBT, integration_id };
  expect(calls.slice(-5)).toMatchObject([
    { method: "POST", status: 200, committed: true, ...same },
    { method: "POST", status: 409, committed: false },
    { method: "PATCH", status: 200, committed: true, ...same },
    { method: "PATCH", status: 400, committed: false, ...same },
    { method: "DELETE", status: 200, committed: true, ...same },
  ]);
  expect(deletions).toMatchObject([
    { integration_id, client_id: "dbt-databricks", name: "dbt adapter for Databricks" },
  ]);
});

test.each([DBT, "dbt-databricks", "databricks-dbt-adapter"])(
  "an app is enabled once, under its id and its aliases: %s",
  async (app_id) => {
    const taken = await published("POST", "", { app_id });
    expect(taken).toMatchObject({ status: 409, body: { error_code: "RESOURCE_ALREADY_EXISTS" } });
    await published("DELETE", `/${await integrationOf(DBT)}`);
    const { integration_id } = (await published("POST", "", { app_id })).body;
    expect((await published("GET", `/${integration_id}`)).body).toMatchObject({ app_id: DBT });
  },
);

test("of many who enable an app at once, one does", async () => {
  await at.enter({ published_apps: [] });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => published("POST", "", { app_id: "power-bi" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
  expect(await enabled()).toHaveLength(1);
});

test.each<[string, unknown, string[]]>([
  ["no app", {}, ["app_id"]],
  ["an empty app id", { app_id: "" }, ["app_id"]],
  ["an app that is not published", { app_id: "tableau-deskop" }, ["app_id"]],
  ["a client id that is no alias", { app_id: "databricks-sql-jdbc" }, ["app_id"]],
  ["an app id of another type", { app_id: 5 }, ["app_id"]],
  ["what only custom apps have", { app_id: "databricks-cli", scopes: ["sql"] }, ["scopes"]],
  [
    "a short access token",
    { app_id: "databricks-cli", token_access_policy: { access_token_ttl_in_minutes: 4 } },
    ["token_access_policy.access_token_ttl_in_minutes"],
  ],
  [
    "an absolute lifetime without single-use",
    { app_id: "databricks-cli", token_access_policy: { absolute_session_lifetime_in_minutes: 43_200 } },
    ["token_access_policy.absolute_session_lifetime_in_minutes"],
  ],
  ["null", null, [""]],
])("enabling refuses %s", async (_what, body, fields) => {
  const answer = await published("POST", "", body);
  expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  expect(violations(answer)).toEqual(fields);
  expect(await enabled()).toHaveLength(4);
});

test("an update takes the policy and nothing else", async () => {
  const path = `/${await integrationOf("power-bi")}`;
  for (const field of ["app_id", "name", "redirect_urls", "scopes", "created_by"]) {
    const refused = await published("PATCH", path, { [field]: "x", token_access_policy: {} });
    expect(refused.status).toBe(400);
    expect(violations(refused)).toEqual([field]);
  }
  const low = { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 30 };
  expect(violations(await published("PATCH", path, { token_access_policy: low }))).toEqual([
    "token_access_policy.refresh_token_ttl_in_minutes",
  ]);
  expect(await published("PATCH", path, "{")).toMatchObject({
    status: 400,
    body: { error_code: "MALFORMED_REQUEST" },
  });
  await published("PATCH", path, { token_access_policy: { enable_single_use_refresh_tokens: true } });
  expect((await published("GET", path)).body.token_access_policy).toEqual({
    access_token_ttl_in_minutes: 60,
    refresh_token_ttl_in_minutes: 10_080,
    enable_single_use_refresh_tokens: true,
    absolute_session_lifetime_in_minutes: 43_200,
  });
});

test("custom and published integrations do not answer for each other", async () => {
  const custom = await at.client.apps("POST", "", at.token, { name: "custom" });
  expect((await published("GET", `/${custom.body.integration_id}`)).status).toBe(404);
  expect((await at.client.apps("DELETE", `/${await integrationOf(DBT)}`, at.token)).status).toBe(404);
});

test("who may call", async () => {
  const analyst = await at.client.tokensFor(consoleApp(at.account), "analyst@example.com");
  const narrow = await at.client.adminToken(at.account, "sql");
  const enough = await at.client.adminToken(at.account, "authentication");
  for (const list of ["/oauth2/published-apps", "/oauth2/published-app-integrations"]) {
    const status = async (token: string | undefined) => (await at.client.api("GET", list, token)).status;
    expect(await status(undefined)).toBe(401);
    expect(await status("garbage")).toBe(401);
    expect(await status(String(analyst.body.access_token))).toBe(403);
    expect(await status(narrow)).toBe(403);
    expect(await status(enough)).toBe(200);
  }
  expect(await at.client.api("POST", "/oauth2/published-apps", at.token, {})).toMatchObject({
    status: 404,
    body: { error_code: "ENDPOINT_NOT_FOUND" },
  });
});

test("faults and lag act here too", async () => {
  await at.enter({ published_apps: [] });
  await setFaults(at.emulator, at.account.account_id, {
    kind: "reset",
    phase: "after_commit",
    method: "POST",
    path: "*/published-app-integrations",
    times: 1,
  });
  await expect(published("POST", "", { app_id: "power-bi" })).rejects.toThrow();
  expect((await ledger()).calls.at(-1)).toMatchObject({ committed: true, status: null, fault: "reset" });
  expect(await enabled()).toHaveLength(1);
  await setFaults(at.emulator, at.account.account_id, { kind: "list_lag", ms: 60_000 });
  expect(await enabled()).toEqual([]);
  expect((await published("POST", "", { app_id: "power-bi" })).status).toBe(409);
});

test("no enabling makes the emulator fail", async () => {
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const other = await newAccount(at.emulator);
  const client = new AccountClient(at.emulator, other.account_id);
  const token = await client.adminToken(other);
  const anything = fc.jsonValue();
  const shaped = fc.record(
    {
      app_id: fc.oneof(fc.constantFrom("power-bi", "__proto__", "constructor"), anything),
      token_access_policy: fc.oneof(fc.dictionary(fc.string(), anything), anything),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(shaped, anything), async (body) => {
      const { status } = await client.published("POST", "", token, JSON.stringify(body));
      expect([200, 400, 409]).toContain(status);
    }),
    { numRuns: 60 },
  );
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});
