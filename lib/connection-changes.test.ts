import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EditValues,
  editValuesSchema,
  updateRequestSchema,
} from "@/lib/account-api/custom-app-integration-input";
import { changesBetween, editValuesOf } from "@/lib/connection-changes";
import { anyConnection, connection } from "@/lib/testing/connections";

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10_080,
  enable_single_use_refresh_tokens: false,
};
const single = {
  ...policy,
  enable_single_use_refresh_tokens: true,
  absolute_session_lifetime_in_minutes: 43_200,
};
const base: EditValues = {
  redirect_urls: ["https://a.example.com/cb", "https://b.example.com/cb"],
  scopes: ["sql", "offline_access", "all-apis"],
  user_authorized_scopes: ["sql", "all-apis"],
  token_access_policy: policy,
};
const clone = <T>(value: T): T => structuredClone(value);

const anyScopes = fc.uniqueArray(fc.constantFrom("sql", "all-apis", "offline_access", "openid", "x.y:read"));
const anyValues: fc.Arbitrary<EditValues> = fc.record({
  redirect_urls: fc.array(fc.constantFrom("", " \t", "https://a.example.com", "https://b.example.com"), {
    maxLength: 5,
  }),
  scopes: anyScopes,
  user_authorized_scopes: anyScopes,
  token_access_policy: fc.constantFrom(policy, single, {
    ...policy,
    access_token_ttl_in_minutes: Number.NaN,
  }),
});

describe("the values a form starts with", () => {
  test("are what upstream holds", () => {
    const { redirect_urls, scopes, user_authorized_scopes } = base;
    const held = connection({
      redirect_urls,
      scopes,
      user_authorized_scopes,
      token_access_policy: { ...single, a_member_of_tomorrow: 1 },
      name: "not editable",
    });
    expect(editValuesOf(held)).toStrictEqual({ ...base, token_access_policy: single });
  });

  test("are complete when upstream left everything out", () => {
    const lists = { redirect_urls: [], scopes: [], user_authorized_scopes: [] };
    const unset = { ...lists, token_access_policy: null };
    expect(editValuesOf(connection())).toStrictEqual(unset);
    expect(editValuesOf(connection({ scopes: null, token_access_policy: null }))).toStrictEqual(unset);
    expect(editValuesOf(connection({ token_access_policy: {} }))).toStrictEqual({
      ...lists,
      token_access_policy: policy,
    });
  });

  test.each([false, undefined])("have no absolute lifetime when single-use is %s", (single_use) => {
    const { token_access_policy } = editValuesOf(
      connection({
        token_access_policy: {
          enable_single_use_refresh_tokens: single_use,
          absolute_session_lifetime_in_minutes: 43_200,
        },
      }),
    );
    expect(token_access_policy).not.toHaveProperty("absolute_session_lifetime_in_minutes");
  });

  test("can be edited without a trace in the connection", () => {
    fc.assert(
      fc.property(anyConnection, (it) => {
        const before = clone(it);
        const values = editValuesOf(it);
        values.redirect_urls.push("https://new.example.com");
        values.scopes.push("new");
        values.user_authorized_scopes.push("new");
        if (values.token_access_policy) values.token_access_policy.access_token_ttl_in_minutes += 1;
        expect(it).toEqual(before);
      }),
    );
  });

  test("need no update", () => {
    fc.assert(
      fc.property(anyConnection, (it) => {
        expect(changesBetween(editValuesOf(it), editValuesOf(it))).toStrictEqual({});
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("an update sends", () => {
  const changed = (changes: Partial<EditValues>) => changesBetween(base, { ...clone(base), ...changes });

  test("nothing when only blank rows were added", () => {
    expect(changed({ redirect_urls: ["", ...base.redirect_urls, " \t"] })).toStrictEqual({});
  });

  test("the whole list of URLs, without blanks and in order", () => {
    const redirect_urls = ["https://b.example.com/cb", "", "https://a.example.com/cb"];
    expect(changed({ redirect_urls })).toStrictEqual({
      redirect_urls: ["https://b.example.com/cb", "https://a.example.com/cb"],
    });
    expect(changed({ redirect_urls: [] })).toStrictEqual({ redirect_urls: [] });
  });

  test("both lists when a removed scope had needed consent", () => {
    expect(changed({ scopes: ["offline_access", "all-apis"] })).toStrictEqual({
      scopes: ["offline_access", "all-apis"],
      user_authorized_scopes: ["all-apis"],
    });
  });

  test("one list when the removed scope had needed no consent", () => {
    expect(changed({ scopes: ["sql", "all-apis"] })).toStrictEqual({ scopes: ["sql", "all-apis"] });
  });

  test.each<[string, EditValues["token_access_policy"]]>([
    ["an access token lifetime", { ...policy, access_token_ttl_in_minutes: 61 }],
    ["a refresh token lifetime", { ...policy, refresh_token_ttl_in_minutes: 10_081 }],
    ["single use", { ...policy, enable_single_use_refresh_tokens: true }],
    ["an absolute lifetime", single],
  ])("the whole policy when %s differs", (_what, token_access_policy) => {
    expect(changed({ token_access_policy })).toStrictEqual({ token_access_policy });
    expect(changesBetween({ ...base, token_access_policy }, base)).toStrictEqual({
      token_access_policy: policy,
    });
  });

  test("nothing for an emptied number that was empty before", () => {
    const emptied = { ...base, token_access_policy: { ...policy, refresh_token_ttl_in_minutes: Number.NaN } };
    expect(changesBetween(emptied, clone(emptied))).toStrictEqual({});
  });

  test("exactly what leads from one state to the other", () => {
    fc.assert(
      fc.property(anyValues, anyValues, (from, to) => {
        const changes = changesBetween(from, to);
        const wanted = {
          ...to,
          redirect_urls: to.redirect_urls.filter((url) => url.trim()),
          user_authorized_scopes: to.user_authorized_scopes.filter((scope) => to.scopes.includes(scope)),
        };
        const updated: EditValues = {
          redirect_urls: changes.redirect_urls ?? from.redirect_urls,
          scopes: changes.scopes ?? from.scopes,
          user_authorized_scopes: changes.user_authorized_scopes ?? from.user_authorized_scopes,
          token_access_policy: changes.token_access_policy ?? from.token_access_policy,
        };
        expect(changesBetween(updated, to)).toStrictEqual({});
        for (const [name, value] of Object.entries(changes)) expect(wanted).toHaveProperty([name], value);
      }),
      { numRuns: 3_000 },
    );
  });

  test("only what an update takes", () => {
    const editable = editValuesSchema({
      confidential: true,
      strict: false,
      consoleOrigin: "https://latchkey.example.com",
    });
    fc.assert(
      fc.property(anyValues, anyValues, (from, to) => {
        if (!editable.safeParse(to).success) return;
        expect(updateRequestSchema.safeParse(changesBetween(from, to)).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
