import { expect, test } from "vitest";
import type { Activity } from "@/lib/activity";
import { createAgainFrom, enableAgainFrom } from "@/lib/create-again";

const deleted: Activity = {
  seq: 1,
  t: "2026-01-01T00:00:00.000Z",
  event: "custom_app.delete.outcome",
  outcome: "done",
  open: false,
  diff: [
    { path: "name", before: "posit", after: null },
    { path: "confidential", before: true, after: null },
    { path: "redirect_urls", before: ["https://a.example.com/cb"], after: null },
    { path: "scopes", before: ["sql"], after: null },
    { path: "user_authorized_scopes", before: [], after: null },
    { path: "token_access_policy.access_token_ttl_in_minutes", before: 60, after: null },
    { path: "token_access_policy.refresh_token_ttl_in_minutes", before: 1440, after: null },
  ],
};

test("the whole configuration comes back", () => {
  expect(createAgainFrom(deleted)).toEqual({
    values: {
      name: "posit",
      confidential: true,
      redirect_urls: ["https://a.example.com/cb"],
      scopes: ["sql"],
      user_authorized_scopes: [],
      token_access_policy: {
        access_token_ttl_in_minutes: 60,
        refresh_token_ttl_in_minutes: 1440,
        enable_single_use_refresh_tokens: false,
      },
    },
  });
});

test("without a policy of its own it comes back without one", () => {
  const diff = deleted.diff?.filter(({ path }) => !path.startsWith("token_access_policy")) ?? [];
  expect(createAgainFrom({ ...deleted, diff })?.values.token_access_policy).toBeNull();
});

test.each<[what: string, changes: Partial<Activity>]>([
  ["a create", { event: "custom_app.create.outcome" }],
  ["a deletion that was refused", { outcome: "none" }],
  ["one whose configuration was not recorded", { diff: [] }],
])("%s gives nothing", (_what, changes) => {
  expect(createAgainFrom({ ...deleted, ...changes })).toBeUndefined();
});

test("the policy of a published app that was switched off comes back", () => {
  const off = { ...deleted, event: "published_app.delete.outcome" };
  expect(enableAgainFrom(off)).toEqual({
    token_access_policy: {
      access_token_ttl_in_minutes: 60,
      refresh_token_ttl_in_minutes: 1440,
      enable_single_use_refresh_tokens: false,
    },
  });
  expect(enableAgainFrom({ ...off, diff: [] })).toEqual({ token_access_policy: null });
  expect(enableAgainFrom(deleted)).toBeUndefined();
});
