import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createdCustomAppIntegrationSchema,
  customAppIntegrationPageSchema,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { parseJson } from "@/lib/json";
import { unknownMembers } from "@/lib/testing/arbitraries";

const full = {
  integration_id: "c0ffee",
  client_id: "00000000-0000-4000-8000-000000000001",
  name: "Power BI",
  confidential: true,
  redirect_urls: ["https://app.example.com/cb"],
  scopes: ["sql", "offline_access"],
  user_authorized_scopes: ["sql"],
  token_access_policy: { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10_080 },
  created_by: "9223372036854775807",
  creator_username: "ada@example.com",
  create_time: "2025-01-02T03:04:05Z",
  principal_id: "9007199254740993",
};

describe("an integration", () => {
  test("is read as it is answered", () => {
    expect(customAppIntegrationSchema.parse(full)).toStrictEqual(full);
  });

  test.each([
    "client_id",
    "name",
    "confidential",
    "redirect_urls",
    "scopes",
    "user_authorized_scopes",
    "token_access_policy",
    "created_by",
    "creator_username",
    "create_time",
    "principal_id",
  ])("with null for %s is read as if it were left out", (member) => {
    const { [member]: _left, ...rest }: Record<string, unknown> = full;
    expect(customAppIntegrationSchema.parse({ ...full, [member]: null })).toEqual(
      customAppIntegrationSchema.parse(rest),
    );
  });

  test("has every digit of its int64 ids", () => {
    const text =
      '{"integration_id":"c0ffee","created_by":9007199254740993,"principal_id":9223372036854775807}';
    expect(customAppIntegrationSchema.parse(parseJson(text))).toMatchObject({
      created_by: "9007199254740993",
      principal_id: "9223372036854775807",
    });
    expect(customAppIntegrationSchema.parse({ integration_id: "c0ffee", created_by: 42 }).created_by).toBe(
      "42",
    );
  });

  test("needs nothing but its id", () => {
    const bare = {
      integration_id: "c0ffee",
      client_id: "",
      name: "",
      confidential: false,
      redirect_urls: [],
      scopes: [],
      user_authorized_scopes: [],
    };
    expect(customAppIntegrationSchema.parse({ integration_id: "c0ffee" })).toEqual(bare);
    const withNulls = {
      integration_id: "c0ffee",
      confidential: null,
      redirect_urls: null,
      scopes: null,
      user_authorized_scopes: null,
      token_access_policy: null,
    };
    expect(customAppIntegrationSchema.parse(withNulls)).toEqual(bare);
  });

  test("keeps what nobody knows yet, at both levels, and reads the same again", () => {
    const inside = unknownMembers([
      ...Object.keys(full.token_access_policy),
      "enable_single_use_refresh_tokens",
      "absolute_session_lifetime_in_minutes",
    ]);
    fc.assert(
      fc.property(unknownMembers(Object.keys(full)), inside, (members, policyMembers) => {
        const answered = {
          ...members,
          ...full,
          token_access_policy: { ...policyMembers, ...full.token_access_policy },
        };
        const text = JSON.stringify(answered);
        const read = customAppIntegrationSchema.parse(parseJson(text));
        expect(read).toEqual(parseJson(text));
        expect(customAppIntegrationSchema.parse(read)).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ["no id", { integration_id: undefined }],
    ["an empty id", { integration_id: "" }],
    ["a number as id", { integration_id: 1 }],
    ["a name that is no text", { name: 1 }],
    ["text for a list", { redirect_urls: "https://app.example.com" }],
    ["a list of no texts", { scopes: [1] }],
    ["text for a truth value", { confidential: "false" }],
    ["an id that is no integer", { created_by: 1.5 }],
    ["a policy that is a list", { token_access_policy: [] }],
    ["a lifetime that is text", { token_access_policy: { access_token_ttl_in_minutes: "60" } }],
  ])("is refused with %s", (_what, changes) => {
    expect(customAppIntegrationSchema.safeParse({ ...full, ...changes }).success).toBe(false);
  });

  test.each([undefined, null, "", 0, [], [full], '{"integration_id":"c0ffee"}'])("is not %o", (value) => {
    expect(customAppIntegrationSchema.safeParse(value).success).toBe(false);
  });

  test("is read from any JSON or refused, and never changes a prototype", () => {
    const hostile = fc.record(
      {
        integration_id: fc.oneof(fc.constant("c0ffee"), fc.jsonValue()),
        name: fc.jsonValue(),
        confidential: fc.jsonValue(),
        scopes: fc.jsonValue(),
        token_access_policy: fc.jsonValue(),
        created_by: fc.jsonValue(),
        constructor: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(hostile, (value) => {
        const { success, data } = customAppIntegrationSchema.safeParse(value);
        if (success) expect(data.integration_id).not.toBe("");
      }),
      { numRuns: 1_500 },
    );
    expect(JSON.stringify({})).toBe("{}");
  });
});

describe("a page", () => {
  test.each([{}, { apps: null }, { apps: [], next_page_token: null }, { next_page_token: "" }])(
    "%o is empty and the last",
    (answer) => {
      expect(customAppIntegrationPageSchema.parse(answer)).toMatchObject({ apps: [] });
      expect(customAppIntegrationPageSchema.parse(answer).next_page_token).toBeUndefined();
    },
  );

  test("may be empty and still point on", () => {
    expect(customAppIntegrationPageSchema.parse({ next_page_token: "more" })).toStrictEqual({
      apps: [],
      next_page_token: "more",
    });
  });

  test("keeps its order, its repetitions and what nobody knows yet", () => {
    const answer = { apps: [full, { ...full, integration_id: "b" }, full], next_page_token: "x", total: 3 };
    expect(customAppIntegrationPageSchema.parse(answer)).toStrictEqual(answer);
  });

  test.each([
    null,
    [],
    [full],
    "",
    { apps: {} },
    { apps: [full, {}] },
    { apps: [null] },
    { next_page_token: 1 },
  ])("is not %o", (answer) => {
    expect(customAppIntegrationPageSchema.safeParse(answer).success).toBe(false);
  });
});

describe("the answer to a create", () => {
  test("has the secret of a confidential client, and what nobody knows yet", () => {
    const answer = {
      integration_id: "c0ffee",
      client_id: "id",
      client_secret: "dose-1",
      client_secret_expire_time: "2027-01-02T03:04:05Z",
      tomorrow: { a: [1] },
    };
    expect(createdCustomAppIntegrationSchema.parse(answer)).toStrictEqual(answer);
  });

  test("has none for a public client", () => {
    expect(
      createdCustomAppIntegrationSchema.parse({ integration_id: "a", client_id: "b" }),
    ).not.toHaveProperty("client_secret");
  });

  test.each([
    {},
    { integration_id: "a" },
    { client_id: "b" },
    { integration_id: "", client_id: "b" },
    { integration_id: "a", client_id: "" },
    { integration_id: "a", client_id: "b", client_secret: "" },
    { integration_id: "a", client_id: "b", client_secret: null },
    { integration_id: "a", client_id: "b", client_secret: 1 },
    null,
    [],
    "",
  ])("is not %o", (answer) => {
    expect(createdCustomAppIntegrationSchema.safeParse(answer).success).toBe(false);
  });
});
