import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { samePolicy } from "@/lib/connection-changes";
import { mergeConnection, sameValues } from "@/lib/merge/merge-connection";
import { anyHistory, anyPolicy } from "@/lib/merge/testing/arbitraries";

const runs = { numRuns: 10_000 };
const lists = ["redirect_urls", "scopes", "user_authorized_scopes"] as const;

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
};
const start: EditValues = {
  redirect_urls: ["https://a.example.com/cb"],
  scopes: ["sql", "openid"],
  user_authorized_scopes: ["openid"],
  token_access_policy: policy,
};
const withAccess = (minutes: number): EditValues => ({
  ...start,
  token_access_policy: { ...policy, access_token_ttl_in_minutes: minutes },
});

test("an unchanged side gives the other one, without conflict or note", () => {
  fc.assert(
    fc.property(anyHistory, ([base, changed]) => {
      for (const merged of [mergeConnection(base, base, changed), mergeConnection(base, changed, base)]) {
        expect(sameValues(merged.values, changed)).toBe(true);
        expect(merged.conflicts).toEqual([]);
        expect(merged.notes).toEqual([]);
      }
    }),
    runs,
  );
});

test("nothing is lost or brought back outside of conflicts and notes, and the result can be saved", () => {
  fc.assert(
    fc.property(anyHistory, ([base, mine, theirs]) => {
      const { values, conflicts, notes } = mergeConnection(base, mine, theirs);
      const noted = notes.flatMap((note) => (note.kind === "consent-follows-scopes" ? note.scopes : []));
      for (const field of lists) {
        if (conflicts.some((conflict) => conflict.field === field)) continue;
        const expected = [...new Set([...base[field], ...mine[field], ...theirs[field]])].filter((item) =>
          base[field].includes(item) ? mine[field].includes(item) && theirs[field].includes(item) : true,
        );
        const dropped = field === "user_authorized_scopes" ? noted : [];
        expect([...values[field]].sort()).toEqual(expected.filter((item) => !dropped.includes(item)).sort());
      }
      expect(values.scopes.length).toBeGreaterThan(0);
      for (const scope of values.user_authorized_scopes) expect(values.scopes).toContain(scope);
      for (const scope of noted) expect(values.scopes).not.toContain(scope);
    }),
    runs,
  );
});

test("either side may be called mine, and merging again changes nothing", () => {
  fc.assert(
    fc.property(anyHistory, ([base, mine, theirs]) => {
      const merged = mergeConnection(base, mine, theirs);
      const swapped = mergeConnection(base, theirs, mine, {
        redirect_urls: "mine",
        scopes: "mine",
        token_access_policy: "mine",
      });
      expect(swapped.conflicts.map(({ field }) => field)).toEqual(merged.conflicts.map(({ field }) => field));
      for (const field of lists)
        expect([...swapped.values[field]].sort()).toEqual([...merged.values[field]].sort());
      expect(samePolicy(swapped.values.token_access_policy, merged.values.token_access_policy)).toBe(true);
      const again = mergeConnection(theirs, merged.values, theirs);
      expect(sameValues(again.values, merged.values)).toBe(true);
    }),
    runs,
  );
});

describe("the token policy", () => {
  test("is a conflict exactly when both changed it to something else", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (base, mine, theirs) => {
        const of = (token_access_policy: EditValues["token_access_policy"]) => ({
          ...start,
          token_access_policy,
        });
        const clash = !samePolicy(base, mine) && !samePolicy(base, theirs) && !samePolicy(mine, theirs);
        for (const side of ["mine", "theirs"] as const) {
          const { conflicts, values } = mergeConnection(of(base), of(mine), of(theirs), {
            token_access_policy: side,
          });
          expect(conflicts.length).toBe(clash ? 1 : 0);
          if (clash) expect(values.token_access_policy).toEqual({ mine, theirs }[side]);
        }
      }),
      runs,
    );
  });

  test("is theirs while nobody has chosen", () => {
    const { conflicts, values } = mergeConnection(start, withAccess(90), withAccess(120));
    expect(conflicts.map(({ field }) => field)).toEqual(["token_access_policy"]);
    expect(values).toEqual(withAccess(120));
  });
});

test("a list that only both together emptied is asked for, and each answer holds", () => {
  const base = { ...start, scopes: ["sql", "all-apis"], user_authorized_scopes: [] };
  const mine = { ...base, scopes: ["sql"] };
  const theirs = { ...base, scopes: ["all-apis"] };
  expect(mergeConnection(base, mine, theirs).conflicts).toEqual([
    { field: "scopes", base: ["sql", "all-apis"], mine: ["sql"], theirs: ["all-apis"] },
  ]);
  expect(mergeConnection(base, mine, theirs, { scopes: "mine" }).values.scopes).toEqual(["sql"]);
  expect(mergeConnection(base, mine, theirs, { scopes: "theirs" }).values.scopes).toEqual(["all-apis"]);
});

test("consent follows a scope that they removed, and says so", () => {
  const mine = { ...start, user_authorized_scopes: ["openid", "sql"] };
  const theirs = { ...start, scopes: ["openid"] };
  const { values, notes } = mergeConnection(start, mine, theirs);
  expect(values.user_authorized_scopes).toEqual(["openid"]);
  expect(notes).toEqual([{ kind: "consent-follows-scopes", scopes: ["sql"] }]);
});

test("blank rows of the form mean nothing", () => {
  const mine = { ...start, redirect_urls: ["https://a.example.com/cb", "", "  "] };
  expect(mergeConnection(start, mine, start).values.redirect_urls).toEqual(start.redirect_urls);
});

test("a scope that I removed takes my consent along without a note", () => {
  const base = { ...start, user_authorized_scopes: ["sql"] };
  const mine = { ...base, scopes: ["openid"] };
  const { values, notes } = mergeConnection(base, mine, { ...base, redirect_urls: [] });
  expect(values.user_authorized_scopes).toEqual([]);
  expect(notes).toEqual([]);
});

test("a policy set over Databricks' default counts, and two different ones are asked about", () => {
  const unset = { ...start, token_access_policy: null };
  expect(mergeConnection(unset, unset, start).values).toEqual(start);
  expect(mergeConnection(unset, start, unset).values).toEqual(start);
  const { conflicts, values } = mergeConnection(unset, withAccess(90), start);
  expect(conflicts.map(({ field }) => field)).toEqual(["token_access_policy"]);
  expect(values).toEqual(start);
});
