import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ScopeChoice, scopeHints } from "@/lib/scope-hints";
import { defaultScopes } from "@/lib/scopes";

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
};

const hints = (scopes: readonly string[], rest: Partial<ScopeChoice> = {}) =>
  scopeHints({
    scopes,
    user_authorized_scopes: [],
    token_access_policy: policy,
    confidential: true,
    ...rest,
  });
const about = (scope: string | undefined, all: ReturnType<typeof hints>) =>
  all.filter((hint) => hint.scope === scope).map(({ level, text }) => `${level}: ${text}`);

describe("least privilege", () => {
  it("says nothing against a BI tool's scopes", () => {
    expect(hints(defaultScopes).filter(({ level }) => level === "warning")).toEqual([]);
  });

  it("warns of all-apis, and says that what stands beside it adds nothing", () => {
    const all = hints(["sql", "all-apis", "genie", "offline_access"]);
    expect(about("all-apis", all).join()).toContain("warning: Whoever gets hold of a token");
    expect(about("sql", all).join()).toContain("sql adds nothing beside all-apis");
    expect(about("genie", all).join()).toContain("adds nothing");
    expect(about("offline_access", all).join()).not.toContain("adds nothing");
  });

  it("warns when no scope gives access to anything", () => {
    expect(about(undefined, hints(["openid", "email"])).join()).toContain("can do nothing else");
    expect(about(undefined, hints([]))).toEqual([]);
  });
});

describe("offline_access", () => {
  it("is missed while a refresh lifetime is set", () => {
    expect(about("offline_access", hints(["sql"])).join()).toMatch(
      /warning: Without it .* lifetime of 7 days has no effect, and people sign in again every 1 hour\./,
    );
  });

  it("is only explained while the policy is the account's default", () => {
    const [text = ""] = about("offline_access", hints(["sql"], { token_access_policy: null }));
    expect(text).toMatch(/^note: Without it there is no refresh token/);
  });

  it("is tied to the refresh lifetime, or to the lack of one", () => {
    const scopes = ["sql", "offline_access"];
    expect(about("offline_access", hints(scopes)).join()).toContain("Refresh tokens last 7 days");
    expect(about("offline_access", hints(scopes, { token_access_policy: undefined })).join()).toContain(
      "Databricks’ default",
    );
  });

  it("warns for a public client with reusable refresh tokens", () => {
    const scopes = ["sql", "offline_access"];
    const single = { ...policy, enable_single_use_refresh_tokens: true };
    const warned = (rest: Partial<ScopeChoice>) =>
      about("offline_access", hints(scopes, rest)).join().includes("without a secret");
    expect(warned({ confidential: false })).toBe(true);
    expect(warned({ confidential: false, token_access_policy: null })).toBe(true);
    expect(warned({ confidential: false, token_access_policy: single })).toBe(false);
    expect(warned({ confidential: true })).toBe(false);
    expect(warned({ confidential: undefined })).toBe(false);
  });

  it("does not print a lifetime that is being typed", () => {
    const typing = { ...policy, refresh_token_ttl_in_minutes: Number.NaN };
    expect(JSON.stringify(hints(["sql"], { token_access_policy: typing }))).not.toContain("NaN");
  });
});

describe("single scopes", () => {
  it("misses openid beside profile and email", () => {
    expect(about("profile", hints(["sql", "profile"])).join()).toContain("no effect without openid");
    expect(about("email", hints(defaultScopes))).toEqual([]);
  });

  it.each([
    ["ALL_APIS", "Did you mean all-apis?"],
    ["offline-access", "Did you mean offline_access?"],
    ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/user_impersonation", "Entra ID"],
    ["files:read", "sent exactly as typed"],
  ])("%s: %s", (scope, text) => {
    expect(about(scope, hints(["sql", scope])).join()).toContain(text);
  });
});

describe("consent", () => {
  it("warns of consent to what is not asked for", () => {
    expect(about(undefined, hints(["sql"], { user_authorized_scopes: ["genie"] })).join()).toContain("genie");
    expect(about(undefined, hints(["sql"], { user_authorized_scopes: ["sql"] }))).toEqual([]);
  });

  it("notes consent to an identity scope", () => {
    const all = hints(["sql", "openid"], { user_authorized_scopes: ["openid"] });
    expect(about("openid", all).join()).toContain("unusual");
  });
});

it("is about chosen scopes, about offline_access, or about the whole", () => {
  const scope = fc.constantFrom(
    "sql",
    "all-apis",
    "offline_access",
    "openid",
    "email",
    "genie",
    "x.y:read",
    "SQL",
  );
  fc.assert(
    fc.property(fc.uniqueArray(scope), fc.uniqueArray(scope), (scopes, user_authorized_scopes) => {
      for (const { scope, text } of hints(scopes, { user_authorized_scopes })) {
        expect([undefined, "offline_access", ...scopes]).toContain(scope);
        expect(text).not.toMatch(/NaN|undefined|null/);
      }
    }),
  );
});
