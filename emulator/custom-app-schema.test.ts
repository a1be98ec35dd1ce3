import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { created, ledgerOf, violations } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const minimal = { name: "app", redirect_urls: ["https://app.example.com/cb"] };

const policy = (values: object) => ({ ...minimal, token_access_policy: values });

test.each<[string, unknown, string[]]>([
  ["no name", { redirect_urls: [] }, ["name"]],
  ["blank name", { name: "  " }, ["name"]],
  ["long name", { name: "x".repeat(257) }, ["name"]],
  ["name of another type", { name: 5 }, ["name"]],
  ["null name", { name: null }, ["name"]],
  ["confidential as text", { ...minimal, confidential: "true" }, ["confidential"]],
  ["unknown field", { ...minimal, color: "red" }, ["color"]],
  ["client_id chosen by the caller", { ...minimal, client_id: "mine" }, ["client_id"]],
  ["redirect URLs as text", { name: "x", redirect_urls: "https://x.example.com" }, ["redirect_urls"]],
  ["relative redirect", { name: "x", redirect_urls: ["https://x.example.com", "/cb"] }, ["redirect_urls[1]"]],
  ["fragment", { name: "x", redirect_urls: ["https://x.example.com/#a"] }, ["redirect_urls[0]"]],
  ["empty fragment", { name: "x", redirect_urls: ["https://x.example.com/#"] }, ["redirect_urls[0]"]],
  ["white space", { name: "x", redirect_urls: [" https://x.example.com"] }, ["redirect_urls[0]"]],
  ["empty redirect", { name: "x", redirect_urls: [""] }, ["redirect_urls[0]"]],
  ["no host", { name: "x", redirect_urls: ["https:x"] }, ["redirect_urls[0]"]],
  ["script", { name: "x", redirect_urls: ["javascript:alert(1)"] }, ["redirect_urls[0]"]],
  ["scope with a space", { ...minimal, scopes: ["sql all-apis"] }, ["scopes[0]"]],
  [
    "consent beyond scopes",
    { ...minimal, scopes: ["sql"], user_authorized_scopes: ["genie"] },
    ["user_authorized_scopes[0]"],
  ],
  [
    "access too short",
    policy({ access_token_ttl_in_minutes: 4 }),
    ["token_access_policy.access_token_ttl_in_minutes"],
  ],
  [
    "access too long",
    policy({ access_token_ttl_in_minutes: 1441 }),
    ["token_access_policy.access_token_ttl_in_minutes"],
  ],
  [
    "access as text",
    policy({ access_token_ttl_in_minutes: "60" }),
    ["token_access_policy.access_token_ttl_in_minutes"],
  ],
  [
    "access with a fraction",
    policy({ access_token_ttl_in_minutes: 60.5 }),
    ["token_access_policy.access_token_ttl_in_minutes"],
  ],
  [
    "refresh too short",
    policy({ refresh_token_ttl_in_minutes: 4 }),
    ["token_access_policy.refresh_token_ttl_in_minutes"],
  ],
  [
    "refresh too long",
    policy({ refresh_token_ttl_in_minutes: 129_601 }),
    ["token_access_policy.refresh_token_ttl_in_minutes"],
  ],
  [
    "refresh below access",
    policy({ access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 30 }),
    ["token_access_policy.refresh_token_ttl_in_minutes"],
  ],
  [
    "absolute without single-use",
    policy({ absolute_session_lifetime_in_minutes: 43_200 }),
    ["token_access_policy.absolute_session_lifetime_in_minutes"],
  ],
  [
    "absolute below refresh",
    policy({ enable_single_use_refresh_tokens: true, absolute_session_lifetime_in_minutes: 60 }),
    ["token_access_policy.absolute_session_lifetime_in_minutes"],
  ],
  ["unknown policy member", policy({ ttl: 5 }), ["token_access_policy.ttl"]],
  ["an array", [], [""]],
  ["null", null, [""]],
])("create refuses %s", async (_what, body, fields) => {
  const answer = await at.client.apps("POST", "", at.token, body);
  expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  expect(violations(answer)).toEqual(fields);
  expect((await ledgerOf(at.emulator, at.account.account_id)).calls.at(-1)).toMatchObject({
    status: 400,
    committed: false,
  });
});

test.each(["", "{", "{'name': 1}", '{"name":"a","name":"b"}', "[".repeat(100_000)])(
  "a body that is not JSON is malformed: %.20s",
  async (body) => {
    const answer = await at.client.apps("POST", "", at.token, body);
    expect(answer).toMatchObject({ status: 400, body: { error_code: "MALFORMED_REQUEST" } });
  },
);

test.each([
  ["access 5, refresh 5", { access_token_ttl_in_minutes: 5, refresh_token_ttl_in_minutes: 5 }],
  [
    "access 1440, refresh 129600",
    { access_token_ttl_in_minutes: 1440, refresh_token_ttl_in_minutes: 129_600 },
  ],
  [
    "the documented single-use sample",
    {
      access_token_ttl_in_minutes: 60,
      refresh_token_ttl_in_minutes: 1440,
      enable_single_use_refresh_tokens: true,
      absolute_session_lifetime_in_minutes: 43_200,
    },
  ],
])("bounds are allowed: %s", async (_what, token_access_policy) => {
  const app = created(await at.client.apps("POST", "", at.token, { ...minimal, token_access_policy }));
  const { body } = await at.client.apps("GET", `/${app.integration_id}`, at.token);
  expect(body.token_access_policy).toEqual(token_access_policy);
});

test("update refuses what cannot change, and checks the merged result", async () => {
  const app = created(await at.client.apps("POST", "", at.token, { ...minimal, scopes: ["sql", "genie"] }));
  const patch = (body: unknown) => at.client.apps("PATCH", `/${app.integration_id}`, at.token, body);
  expect(violations(await patch({ name: "new", confidential: true }))).toEqual(["name", "confidential"]);
  expect(violations(await patch({ user_authorized_scopes: ["all-apis"] }))).toEqual([
    "user_authorized_scopes[0]",
  ]);
  await patch({ user_authorized_scopes: ["genie"] });
  expect(violations(await patch({ scopes: ["sql"] }))).toEqual(["user_authorized_scopes[0]"]);
  expect((await patch({ scopes: ["sql"], user_authorized_scopes: [] })).status).toBe(200);
});

test("no create body makes the emulator fail", { timeout: 30_000 }, async () => {
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const anything = fc.jsonValue();
  const shaped = fc.record(
    {
      name: fc.oneof(fc.string(), anything),
      confidential: fc.oneof(fc.boolean(), anything),
      redirect_urls: fc.oneof(fc.array(fc.oneof(fc.webUrl(), fc.string())), anything),
      scopes: fc.oneof(fc.array(fc.constantFrom("sql", "all-apis", "x y")), anything),
      token_access_policy: fc.oneof(fc.dictionary(fc.string(), anything), anything),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(shaped, anything), async (body) => {
      const { status } = await at.client.apps("POST", "", at.token, JSON.stringify(body));
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 150 },
  );
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});
