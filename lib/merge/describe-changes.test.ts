import { expect, test } from "vitest";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { describeChanges } from "@/lib/merge/describe-changes";

const policy = {
  access_token_ttl_in_minutes: 90,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
};
const base: EditValues = {
  redirect_urls: ["a", "b", "c"],
  scopes: ["sql", "openid"],
  user_authorized_scopes: ["openid"],
  token_access_policy: policy,
};

test("nothing changed, nothing told", () => {
  expect(describeChanges(base, { ...base, redirect_urls: ["a", "b", "c", " "] })).toEqual([]);
});

test("added and removed lines, and how many stay", () => {
  expect(describeChanges(base, { ...base, redirect_urls: ["c", "x", "a"] })).toMatchObject([
    { field: "redirect_urls", added: ["x"], removed: ["b"], unchanged: 2, reordered: true, orderOnly: false },
  ]);
});

test("a change of order alone is recognised", () => {
  expect(describeChanges(base, { ...base, redirect_urls: ["b", "a", "c"] })).toMatchObject([
    { field: "redirect_urls", added: [], removed: [], reordered: true, orderOnly: true },
  ]);
});

test("a removed scope takes its consent along", () => {
  const changes = describeChanges(base, { ...base, scopes: ["sql"] });
  expect(changes.map(({ field }) => field)).toEqual(["scopes", "user_authorized_scopes"]);
});

test("the policy line by line, only what differs", () => {
  const token_access_policy = {
    ...policy,
    enable_single_use_refresh_tokens: true,
    absolute_session_lifetime_in_minutes: 43200,
  };
  expect(describeChanges(base, { ...base, token_access_policy })).toEqual([
    {
      field: "token_access_policy",
      lines: [
        { label: "Single-use refresh tokens", before: "off", after: "on" },
        { label: "Absolute session", before: "not set", after: "30 days" },
      ],
    },
  ]);
});

test("a policy set for the first time, from Databricks' default", () => {
  const [change] = describeChanges({ ...base, token_access_policy: null }, base);
  expect(change).toMatchObject({
    lines: [
      { label: "Access token", before: "Databricks’ default", after: "1 hour 30 minutes" },
      { label: "Refresh token", before: "Databricks’ default", after: "7 days" },
      { label: "Single-use refresh tokens", before: "Databricks’ default", after: "off" },
      { label: "Absolute session", before: "Databricks’ default", after: "not set" },
    ],
  });
});
