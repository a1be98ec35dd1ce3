import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CreateValues,
  createRequestSchema,
  editValuesSchema,
  updateRequestSchema,
} from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { codeUnits } from "@/lib/testing/arbitraries";
import type { z } from "@/lib/zod";

const consoleOrigin = "https://latchkey.example.com";
const createSchema = createRequestSchema({ consoleOrigin, strict: false });
const good = "https://app.example.com/cb";
const values: CreateValues = {
  name: "Power BI",
  confidential: true,
  redirect_urls: [good],
  scopes: ["sql", "offline_access"],
  user_authorized_scopes: ["sql"],
  token_access_policy: defaultTokenAccessPolicy,
};
const editable = {
  redirect_urls: [good],
  scopes: ["sql"],
  user_authorized_scopes: ["sql"],
  token_access_policy: defaultTokenAccessPolicy,
};

/** C0, DEL and C1. */
const isControl = (character: string): boolean =>
  character.charCodeAt(0) < 0x20 || (character.charCodeAt(0) >= 0x7f && character.charCodeAt(0) < 0xa0);

function refusedFields(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join("."));
}

const refusedWith = (changes: Record<string, unknown>) =>
  refusedFields(createSchema, { ...values, ...changes });

describe("a create", () => {
  test("sends what was entered", () => {
    expect(createSchema.parse(values)).toStrictEqual(values);
  });

  test("may leave the consent scopes out", () => {
    const { user_authorized_scopes, ...rest } = values;
    expect(user_authorized_scopes).toEqual(["sql"]);
    expect(createSchema.parse(rest)).toStrictEqual(rest);
  });

  test.each(["name", "confidential", "redirect_urls", "scopes"])("needs %s", (field) => {
    expect(refusedWith({ [field]: undefined })).toEqual([field]);
    expect(refusedWith({ [field]: null })).toEqual([field]);
  });

  test("asks people for consent only to scopes that it has", () => {
    expect(refusedWith({ scopes: ["sql"], user_authorized_scopes: ["openid", "sql", "all-apis"] })).toEqual([
      "user_authorized_scopes.0",
      "user_authorized_scopes.2",
    ]);
  });

  test("takes no member it does not know", () => {
    expect(createSchema.safeParse({ ...values, integration_id: "x" }).success).toBe(false);
  });

  test("tells everything that is wrong at once, each with its field", () => {
    const wrong = {
      name: " ",
      redirect_urls: [good, "", "nonsense", good],
      scopes: ["sql", "a b", ""],
      token_access_policy: { ...defaultTokenAccessPolicy, refresh_token_ttl_in_minutes: 59 },
    };
    expect(refusedWith(wrong)).toEqual([
      "name",
      "scopes.1",
      "scopes.2",
      "token_access_policy.refresh_token_ttl_in_minutes",
      "redirect_urls.2",
      "redirect_urls.3",
    ]);
  });
});

describe("a name", () => {
  test.each<[name: string, sent: string]>([
    ["a", "a"],
    ["  Power BI\n", "Power BI"],
    ["x".repeat(255), "x".repeat(255)],
    [` ${"x".repeat(255)} `, "x".repeat(255)],
    ["Größe 数 😀", "Größe 数 😀"],
    ["<b>&amp;", "<b>&amp;"],
  ])("%j is sent as %j", (name, sent) => {
    expect(createSchema.parse({ ...values, name }).name).toBe(sent);
  });

  test.each(["", " ", "\t\n", "x".repeat(256), "a\nb", "a\u0000b", "a\u007fb", "a\u0085b", "a\tb"])(
    "%j is refused",
    (name) => {
      expect(refusedWith({ name })).not.toEqual([]);
      expect(new Set(refusedWith({ name }))).toEqual(new Set(["name"]));
    },
  );

  test("is sent trimmed and without control characters, or not at all", () => {
    fc.assert(
      fc.property(codeUnits(30), (name) => {
        const parsed = createSchema.safeParse({ ...values, name });
        const fits = name.trim() !== "" && !Array.from(name.trim()).some(isControl);
        expect(parsed.success).toBe(fits);
        if (parsed.success) expect(parsed.data.name).toBe(name.trim());
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("scopes", () => {
  test("are at least one", () => {
    expect(refusedWith({ scopes: [], user_authorized_scopes: [] })).toEqual(["scopes"]);
  });

  test.each([
    "sql",
    "all-apis",
    "iam.current-user:read",
    "a",
    "!",
    "~",
    "2ff814a6/user_impersonation",
    "[]{}|'",
  ])("may contain %j, known or not", (scope) => {
    expect(createSchema.parse({ ...values, scopes: ["sql", scope] }).scopes).toEqual(["sql", scope]);
  });

  test.each(["", " ", "a b", "a\tb", 'a"b', "a\\b", "a\n", "é", "\u007f", "sql\u200b"])(
    "may not contain %j",
    (scope) => {
      expect(refusedWith({ scopes: ["sql", scope] })).toEqual(["scopes.1"]);
    },
  );

  test("are those of RFC 6749 §3.3", () => {
    fc.assert(
      fc.property(codeUnits(10), (scope) => {
        const codes = Array.from(scope.split(""), (unit) => unit.charCodeAt(0));
        const isToken =
          codes.length > 0 &&
          codes.every((code) => code > 0x20 && code < 0x7f && code !== 0x22 && code !== 0x5c);
        expect(refusedWith({ scopes: [scope], user_authorized_scopes: [] }).length === 0).toBe(isToken);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("an update", () => {
  test.each([
    {},
    { redirect_urls: [] },
    { scopes: ["sql"] },
    { user_authorized_scopes: [] },
    { token_access_policy: defaultTokenAccessPolicy },
    editable,
  ])("may send %o", (body) => {
    expect(updateRequestSchema.parse(body)).toStrictEqual(body);
  });

  test.each<[string, unknown, string[]]>([
    ["a name", { name: "x" }, [""]],
    ["a client type", { confidential: false }, [""]],
    ["what nobody knows", { tomorrow: 1 }, [""]],
    ["no scopes at all", { scopes: [] }, ["scopes"]],
    [
      "a part of the policy",
      { token_access_policy: { access_token_ttl_in_minutes: 60 } },
      [
        "token_access_policy.refresh_token_ttl_in_minutes",
        "token_access_policy.enable_single_use_refresh_tokens",
      ],
    ],
    ["null for a list", { redirect_urls: null }, ["redirect_urls"]],
    ["a list", [], [""]],
    ["nothing", undefined, [""]],
  ])("may not send %s", (_what, body, fields) => {
    expect(refusedFields(updateRequestSchema, body)).toEqual(fields);
  });
});

describe("the edit form", () => {
  const schema = editValuesSchema({
    confidential: true,
    strict: false,
    consoleOrigin,
    existing: ["nonsense"],
  });

  test("keeps the URLs the connection has and drops blank rows", () => {
    expect(schema.parse({ ...editable, redirect_urls: ["nonsense", "", good] }).redirect_urls).toEqual([
      "nonsense",
      good,
    ]);
  });

  test("refuses a new URL like any other", () => {
    expect(refusedFields(schema, { ...editable, redirect_urls: ["nonsense", "new nonsense"] })).toEqual([
      "redirect_urls.1",
    ]);
  });

  test("has no name and no client type", () => {
    expect(refusedFields(schema, { ...editable, name: "x" })).toEqual([""]);
  });

  test("tells what is wrong with the policy and the URLs at once", () => {
    const token_access_policy = { ...defaultTokenAccessPolicy, absolute_session_lifetime_in_minutes: 43_200 };
    expect(refusedFields(schema, { ...editable, redirect_urls: ["x"], token_access_policy })).toEqual([
      "token_access_policy.absolute_session_lifetime_in_minutes",
      "redirect_urls.0",
    ]);
  });
});
