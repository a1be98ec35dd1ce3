import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyExperience, policyHints, policyTimeline } from "@/lib/token-policy";

const multi = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
};
const single = {
  access_token_ttl_in_minutes: 15,
  refresh_token_ttl_in_minutes: 1440,
  enable_single_use_refresh_tokens: true,
  absolute_session_lifetime_in_minutes: 43200,
};
const { absolute_session_lifetime_in_minutes: _absolute, ...unlimited } = single;
const scopes = ["sql", "offline_access"];

describe("what people experience", () => {
  it.each([
    [{ policy: multi, scopes }, "People sign in again every 7 days, however often they use the application."],
    [
      { policy: single, scopes },
      "People who use the application at least every 1 day stay signed in; they sign in again after 30 days at the latest.",
    ],
    [
      { policy: unlimited, scopes },
      "People who use the application at least every 1 day stay signed in; they sign in again at Databricks’ own limit at the latest.",
    ],
    [
      { policy: multi, scopes: ["sql"] },
      "People sign in again every 1 hour: without the scope offline_access there is no refresh token.",
    ],
    [
      { policy: { ...multi, access_token_ttl_in_minutes: Number.NaN }, scopes },
      "Enter the lifetimes to see what people experience.",
    ],
  ])("%#", (situation, sentence) => {
    expect(policyExperience(situation)).toBe(sentence);
  });

  it("names the default as Databricks’", () => {
    expect(policyExperience({ policy: null, scopes })).toContain("Databricks’ default");
    expect(policyExperience({ policy: undefined, scopes: [] })).toContain("offline_access");
  });
});

describe("the picture", () => {
  it("is not drawn without lifetimes", () => {
    expect(policyTimeline({ policy: null, scopes })).toEqual([]);
    expect(policyTimeline({ policy: { ...multi, refresh_token_ttl_in_minutes: 59 }, scopes })).toEqual([]);
  });

  it("has one lane while use makes no difference, and two when it does", () => {
    expect(policyTimeline({ policy: multi, scopes })).toMatchObject([
      { label: "Everyone: signs in again after 7 d", length: 1, ends: true },
    ]);
    expect(policyTimeline({ policy: single, scopes })).toMatchObject([
      { label: "In use: signs in again after 30 d", length: 1 },
      { label: "Left unused: signs in again after 1 d", length: 0.04 },
    ]);
    expect(policyTimeline({ policy: unlimited, scopes })[0]).toMatchObject({ ends: false });
  });

  it("marks renewals while they can be told apart", () => {
    const day = { ...multi, refresh_token_ttl_in_minutes: 240 };
    expect(policyTimeline({ policy: day, scopes })[0]?.renewals).toEqual([0.25, 0.5, 0.75]);
    expect(policyTimeline({ policy: multi, scopes })[0]?.renewals).toEqual([]);
  });

  it("stays inside its frame, whatever the lifetimes", () => {
    const minutes = fc.integer({ min: 5, max: 129600 });
    fc.assert(
      fc.property(minutes, minutes, fc.boolean(), fc.option(minutes), (access, refresh, one, absolute) => {
        const policy = {
          access_token_ttl_in_minutes: access,
          refresh_token_ttl_in_minutes: refresh,
          enable_single_use_refresh_tokens: one,
          ...(one && absolute !== null ? { absolute_session_lifetime_in_minutes: absolute } : {}),
        };
        for (const { length, renewals } of policyTimeline({ policy, scopes })) {
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(1);
          for (const at of renewals) expect(at).toBeLessThan(length);
        }
      }),
    );
  });
});

it("warns of refresh tokens that live longer than a month, and notes an open end", () => {
  const long = { ...multi, refresh_token_ttl_in_minutes: 129600 };
  expect(policyHints({ policy: long, scopes })).toMatchObject([{ level: "warning" }]);
  expect(policyHints({ policy: long, scopes: ["sql"] })).toEqual([]);
  expect(policyHints({ policy: { ...multi, refresh_token_ttl_in_minutes: 43200 }, scopes })).toEqual([]);
  expect(policyHints({ policy: unlimited, scopes })).toMatchObject([{ level: "note" }]);
  expect(policyHints({ policy: single, scopes })).toEqual([]);
});
