import { expect, test } from "vitest";
import { auditDiff } from "@/lib/server/audit/audit-diff";
import { connection } from "@/lib/testing/connections";

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10_080,
  enable_single_use_refresh_tokens: false,
};

test("names what changes, with what was there and what is sent", () => {
  const current = connection({
    redirect_urls: ["https://a.example.com"],
    scopes: ["sql"],
    token_access_policy: policy,
  });
  const sent = {
    redirect_urls: ["https://b.example.com"],
    scopes: ["sql"],
    token_access_policy: { ...policy, access_token_ttl_in_minutes: 5 },
  };
  expect(auditDiff(current, sent)).toEqual([
    { path: "redirect_urls", before: ["https://a.example.com"], after: ["https://b.example.com"] },
    { path: "token_access_policy.access_token_ttl_in_minutes", before: 60, after: 5 },
  ]);
});

test("is empty for nothing, and knows a policy where none was set", () => {
  expect(auditDiff(connection({ scopes: ["sql"] }), {})).toEqual([]);
  expect(auditDiff(connection(), { token_access_policy: policy })).toEqual([
    { path: "token_access_policy.access_token_ttl_in_minutes", before: null, after: 60 },
    { path: "token_access_policy.refresh_token_ttl_in_minutes", before: null, after: 10_080 },
    { path: "token_access_policy.enable_single_use_refresh_tokens", before: null, after: false },
  ]);
});
