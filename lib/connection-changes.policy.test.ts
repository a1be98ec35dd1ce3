import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesBetween, editValuesOf } from "@/lib/connection-changes";
import { anyConnection, connection } from "@/lib/testing/connections";

const policy = {
  access_token_ttl_in_minutes: 90,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
};

describe("the token policy of an edit", () => {
  it("is null where upstream has none, and is then not sent", () => {
    const base = editValuesOf(connection({ scopes: ["sql"] }));
    expect(base.token_access_policy).toBeNull();
    expect(changesBetween(base, { ...base, scopes: ["all-apis"] })).toEqual({ scopes: ["all-apis"] });
  });

  it("is sent whole when it is set for the first time", () => {
    const base = editValuesOf(connection());
    expect(changesBetween(base, { ...base, token_access_policy: policy })).toEqual({
      token_access_policy: policy,
    });
  });

  it("is never taken away", () => {
    const base = editValuesOf(connection({ token_access_policy: policy }));
    expect(changesBetween(base, { ...base, token_access_policy: null })).toEqual({});
  });

  it("is sent whole when one member differs", () => {
    const base = editValuesOf(connection({ token_access_policy: policy }));
    const changed = { ...policy, access_token_ttl_in_minutes: 91 };
    expect(changesBetween(base, { ...base, token_access_policy: changed })).toEqual({
      token_access_policy: changed,
    });
  });

  it("does not carry an absolute lifetime that upstream echoed without single-use tokens", () => {
    const echoed = { ...policy, absolute_session_lifetime_in_minutes: 43200 };
    expect(editValuesOf(connection({ token_access_policy: echoed })).token_access_policy).toEqual(policy);
  });
});

it("sends nothing for a connection nobody touched", () => {
  fc.assert(
    fc.property(anyConnection, (any) => {
      const base = editValuesOf(any);
      expect(changesBetween(base, editValuesOf(any))).toEqual({});
    }),
  );
});
