import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultTokenAccessPolicy,
  tokenAccessPolicyInputSchema,
  tokenAccessPolicySchema,
} from "@/lib/account-api/token-access-policy";
import { parseJson } from "@/lib/json";
import { unknownMembers } from "@/lib/testing/arbitraries";

const access = "access_token_ttl_in_minutes";
const refresh = "refresh_token_ttl_in_minutes";
const single = "enable_single_use_refresh_tokens";
const absolute = "absolute_session_lifetime_in_minutes";

/** The fields a policy is refused for. */
function refusedFields(changes: Record<string, unknown>): string[] {
  const { error } = tokenAccessPolicyInputSchema.safeParse({ ...defaultTokenAccessPolicy, ...changes });
  return (error?.issues ?? []).map(({ path }) => path.join("."));
}

describe("a policy to send", () => {
  test.each<[changes: Record<string, unknown>, refused: string[]]>([
    [{}, []],
    [{ [access]: 4 }, [access]],
    [{ [access]: 5 }, []],
    [{ [access]: 6 }, []],
    [{ [access]: 1_439 }, []],
    [{ [access]: 1_440 }, []],
    [{ [access]: 1_441 }, [access]],
    [{ [access]: 5, [refresh]: 4 }, [refresh, refresh]],
    [{ [access]: 5, [refresh]: 5 }, []],
    [{ [refresh]: 129_599 }, []],
    [{ [refresh]: 129_600 }, []],
    [{ [refresh]: 129_601 }, [refresh]],
    [{ [access]: 60, [refresh]: 59 }, [refresh]],
    [{ [access]: 60, [refresh]: 60 }, []],
    [{ [access]: 60, [refresh]: 61 }, []],
    [{ [absolute]: 43_200 }, [absolute]],
    [{ [single]: true, [absolute]: 43_200 }, []],
    [{ [single]: true, [refresh]: 100, [absolute]: 99 }, [absolute]],
    [{ [single]: true, [refresh]: 100, [absolute]: 100 }, []],
    [{ [single]: true, [refresh]: 100, [absolute]: 101 }, []],
    [{ [single]: true, [access]: 5, [refresh]: 5, [absolute]: 4 }, [absolute, absolute]],
    [{ [single]: true, [access]: 5, [refresh]: 5, [absolute]: 5 }, []],
    [{ [single]: true, [absolute]: 525_600 }, []],
    [{ [single]: true, [absolute]: 525_601 }, [absolute]],
    [{ [single]: true }, []],
    [{ [single]: true, [absolute]: undefined }, []],
    [{ [access]: 5.5 }, [access]],
    [{ [access]: Number.NaN }, [access]],
    [{ [refresh]: Number.NaN }, [refresh]],
    [{ [single]: true, [absolute]: Number.NaN }, [absolute]],
    [{ [access]: Number.POSITIVE_INFINITY }, [access, refresh]],
    [{ [access]: "60" }, [access]],
    [{ [access]: null }, [access]],
    [{ [refresh]: undefined }, [refresh]],
    [{ [single]: undefined }, [single]],
    [{ [single]: "true" }, [single]],
    [{ [access]: 1_000, [refresh]: 100, [absolute]: 90 }, [refresh, absolute]],
  ])("with %o is refused for %o", (changes, refused) => {
    expect(refusedFields(changes)).toEqual(refused);
  });

  test("is accepted exactly when every lifetime is in its range and none outlives the next", () => {
    const near = (...limits: number[]) =>
      fc.oneof(
        fc.constantFrom(...limits).chain((limit) => fc.integer({ min: limit - 2, max: limit + 2 })),
        fc.integer({ min: -10, max: 600_000 }),
      );
    const policies = fc.record({
      [access]: near(5, 60, 1_440),
      [refresh]: near(5, 60, 1_440, 129_600),
      [single]: fc.boolean(),
      [absolute]: fc.option(near(5, 60, 129_600, 525_600), { nil: undefined }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(policies, (policy) => {
        const { [access]: a, [refresh]: r, [single]: s, [absolute]: t } = policy;
        const inRange = a >= 5 && a <= 1_440 && r >= 5 && r <= 129_600 && a <= r;
        const absoluteFits = t === undefined || (s === true && t >= 5 && t <= 525_600 && t >= r);
        if (inRange && absoluteFits) accepted += 1;
        expect(refusedFields(policy).length === 0).toBe(inRange && absoluteFits);
      }),
      { numRuns: 10_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test("holds the four known members only", () => {
    const sent = tokenAccessPolicyInputSchema.parse({ ...defaultTokenAccessPolicy, a_member_of_tomorrow: 1 });
    expect(sent).toStrictEqual(defaultTokenAccessPolicy);
  });

  test("says the range in every message about it", () => {
    const { error } = tokenAccessPolicyInputSchema.safeParse({
      [access]: 4,
      [refresh]: 129_601,
      [single]: false,
    });
    expect(error?.issues.map(({ message }) => message)).toEqual([
      "Enter a whole number of minutes in the allowed range: 5 minutes to 24 hours.",
      "Enter a whole number of minutes in the allowed range: 5 minutes to 90 days.",
    ]);
  });

  test("is by default what Databricks' own screen starts with", () => {
    expect(tokenAccessPolicyInputSchema.parse(defaultTokenAccessPolicy)).toStrictEqual({
      [access]: 60,
      [refresh]: 10_080,
      [single]: false,
    });
  });
});

describe("a policy as upstream answers it", () => {
  const known = [access, refresh, single, absolute];

  test("may leave everything out", () => {
    expect(tokenAccessPolicySchema.parse({})).toStrictEqual({});
  });

  test("may break the rules for sending one", () => {
    const odd = { [access]: 1, [refresh]: 0, [single]: false, [absolute]: 43_200 };
    expect(tokenAccessPolicySchema.parse(odd)).toStrictEqual(odd);
  });

  test("keeps members nobody knows yet", () => {
    fc.assert(
      fc.property(unknownMembers(known), (members) => {
        const text = JSON.stringify({ [access]: 60, ...members });
        expect(tokenAccessPolicySchema.parse(parseJson(text))).toEqual(parseJson(text));
      }),
      { numRuns: 500 },
    );
  });

  test.each(["60", 1.5, true, null, []])("does not have %o as a lifetime", (minutes) => {
    expect(tokenAccessPolicySchema.safeParse({ [access]: minutes }).success).toBe(false);
  });
});
