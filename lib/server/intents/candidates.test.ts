import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCandidate, type Wanted } from "@/lib/server/intents/candidates";
import { connection } from "@/lib/testing/connections";

const sent_at = Date.parse("2026-11-21T12:00:00Z");
const now = sent_at + 60_000;
const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10_080,
  enable_single_use_refresh_tokens: false,
};
const wanted: Wanted = {
  request: {
    name: "posit",
    confidential: true,
    redirect_urls: ["https://a.example.com/cb", "https://b.example.com/cb"],
    scopes: ["sql", "openid"],
    user_authorized_scopes: ["sql"],
    token_access_policy: policy,
  },
  others: new Set(["there-before"]),
  people: ["Ada@Example.com", "subject-1"],
  sent_at,
};

const created = {
  ...wanted.request,
  client_id: "c-1",
  creator_username: "ada@example.com",
  create_time: "2026-11-21T12:00:01Z",
};
const fits = (changes: Record<string, unknown>) =>
  isCandidate(connection({ ...created, ...changes }), wanted, now);

describe("what came of a create", () => {
  test("is recognised", () => expect(fits({})).toBe(true));

  test.each<[string, Record<string, unknown>]>([
    ["lists in another order", { redirect_urls: wanted.request.redirect_urls.toReversed() }],
    ["repeated entries", { scopes: ["sql", "openid", "sql"] }],
    [
      "what Databricks adds to the policy",
      { token_access_policy: { ...policy, absolute_session_lifetime_in_minutes: 9 } },
    ],
    ["false left out", { token_access_policy: { ...policy, enable_single_use_refresh_tokens: undefined } }],
    ["no creator told", { creator_username: undefined }],
    ["the subject as creator", { creator_username: "subject-1" }],
    ["no time told", { create_time: undefined }],
    ["a time that makes no sense", { create_time: "yesterday" }],
    ["a clock that is slow", { create_time: "2026-11-21T11:51:00Z" }],
    ["members nobody knows yet", { is_agent: true }],
  ])("is recognised with %s", (_what, changes) => expect(fits(changes)).toBe(true));

  test.each<[string, Record<string, unknown>]>([
    ["an id that was there before", { integration_id: "there-before" }],
    ["another name", { name: "posit " }],
    ["another client type", { confidential: false }],
    ["a redirect URL less", { redirect_urls: ["https://a.example.com/cb"] }],
    ["a redirect URL more", { redirect_urls: [...wanted.request.redirect_urls, "https://c.example.com"] }],
    ["another scope", { scopes: ["sql", "all-apis"] }],
    ["another consent", { user_authorized_scopes: [] }],
    ["another lifetime", { token_access_policy: { ...policy, access_token_ttl_in_minutes: 61 } }],
    ["no policy", { token_access_policy: undefined }],
    ["another creator", { creator_username: "eve@example.com" }],
    ["an earlier time", { create_time: "2026-11-21T11:49:59Z" }],
    ["a later time", { create_time: "2026-11-21T12:11:01Z" }],
  ])("is not something with %s", (_what, changes) => expect(fits(changes)).toBe(false));

  test("has any policy when none was asked for", () => {
    const free = { ...wanted, request: { ...wanted.request, token_access_policy: undefined } };
    for (const token_access_policy of [policy, undefined, { ...policy, access_token_ttl_in_minutes: 5 }])
      expect(isCandidate(connection({ ...created, token_access_policy }), free, now)).toBe(true);
  });

  test("is not recognised in anything known to be somebody else's", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (ids) => {
        const taken = { ...wanted, others: new Set(ids) };
        for (const integration_id of ids)
          expect(isCandidate(connection({ ...created, integration_id }), taken, now)).toBe(false);
      }),
    );
  });
});
