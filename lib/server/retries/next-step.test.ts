import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterReadBack,
  type CallKind,
  longestWaiting,
  nextStep,
  retryTable,
  type Seen,
  type Step,
} from "@/lib/server/retries/next-step";

const kinds: CallKind[] = ["read", "secret-create", "keyed-create", "update", "delete"];
const everySeen: Seen[] = [
  "not-sent",
  "unauthenticated",
  "rate-limited",
  "refused",
  "missing",
  "conflict",
  "unclear",
];
const kind = fc.constantFrom(...kinds);
const seen = fc.constantFrom(...everySeen);

/** After the first, second, third and fourth call, without any waiting. */
const stepsOf = (of: CallKind, what: Seen): Step[] =>
  [1, 2, 3, 4].map((attempts) => nextStep({ kind: of, seen: what, attempts, waited: 0, wait: 0 }));

const thrice: Step[] = ["again", "again", "stop", "stop"];
const never: Step[] = ["stop", "stop", "stop", "stop"];
const once = (step: Step): Step[] => [step, "stop", "stop", "stop"];
const always = (step: Step): Step[] => [step, step, step, step];

describe("the table, cell by cell", () => {
  test.each<[CallKind, Record<Seen, Step[]>]>([
    [
      "read",
      {
        "not-sent": thrice,
        unauthenticated: once("refresh-and-again"),
        "rate-limited": thrice,
        refused: never,
        missing: never,
        conflict: never,
        unclear: thrice,
      },
    ],
    [
      "secret-create",
      {
        "not-sent": thrice,
        unauthenticated: once("refresh-look-and-again"),
        "rate-limited": once("look-then-again"),
        refused: never,
        missing: never,
        conflict: never,
        unclear: always("reconcile"),
      },
    ],
    [
      "keyed-create",
      {
        "not-sent": thrice,
        unauthenticated: once("refresh-and-again"),
        "rate-limited": thrice,
        refused: never,
        missing: never,
        conflict: always("read-back"),
        unclear: always("read-back"),
      },
    ],
    [
      "update",
      {
        "not-sent": thrice,
        unauthenticated: once("refresh-and-again"),
        "rate-limited": thrice,
        refused: never,
        missing: never,
        conflict: never,
        unclear: always("read-back"),
      },
    ],
    [
      "delete",
      {
        "not-sent": thrice,
        unauthenticated: once("refresh-and-again"),
        "rate-limited": thrice,
        refused: never,
        missing: always("read-back"),
        conflict: never,
        unclear: always("read-back"),
      },
    ],
  ])("%s", (of, expected) => {
    const actual = Object.fromEntries(everySeen.map((what) => [what, stepsOf(of, what)]));
    expect(actual).toEqual(expected);
    expect(Object.keys(retryTable[of]).toSorted()).toEqual(everySeen.toSorted());
  });
});

describe("budgets", () => {
  test("a create with a secret is never sent again without a look, once it was sent", () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: 1, max: 9 }), (what, attempts) => {
        fc.pre(what !== "not-sent");
        const step = nextStep({ kind: "secret-create", seen: what, attempts, waited: 0, wait: 0 });
        expect(step).not.toBe("again");
        expect(step).not.toBe("refresh-and-again");
      }),
    );
  });

  test("however calls end, at most three are made and at most 30 s are waited", () => {
    fc.assert(
      fc.property(
        kind,
        fc.array(fc.tuple(seen, fc.nat(40_000)), { minLength: 6, maxLength: 6 }),
        (of, outcomes) => {
          let calls = 0;
          let waited = 0;
          for (const [what, wait] of outcomes) {
            calls += 1;
            const step = nextStep({ kind: of, seen: what, attempts: calls, waited, wait });
            if (step === "again" || step === "look-then-again") waited += wait;
            else if (step !== "refresh-and-again" && step !== "refresh-look-and-again") break;
          }
          expect(calls).toBeLessThanOrEqual(3);
          expect(waited).toBeLessThanOrEqual(longestWaiting);
        },
      ),
    );
  });

  test("a wait that goes beyond them is left to the person", () => {
    const call = { kind: "read", seen: "rate-limited", attempts: 1 } as const;
    expect(nextStep({ ...call, waited: 0, wait: 30_000 })).toBe("again");
    expect(nextStep({ ...call, waited: 0, wait: 30_001 })).toBe("stop");
    expect(nextStep({ ...call, waited: 29_000, wait: 1_001 })).toBe("stop");
  });
});

describe("reading back", () => {
  test.each([
    ["keyed-create", "as-wanted", "done"],
    ["keyed-create", "as-before", "conflict"],
    ["keyed-create", "different", "conflict"],
    ["keyed-create", "absent", "resend"],
    ["update", "as-wanted", "done"],
    ["update", "as-before", "resend"],
    ["update", "different", "conflict"],
    ["update", "absent", "gone"],
    ["delete", "as-wanted", "resend"],
    ["delete", "as-before", "resend"],
    ["delete", "different", "resend"],
    ["delete", "absent", "done"],
  ] as const)("%s that is %s: %s", (of, found, meaning) => {
    expect(afterReadBack(of, found)).toBe(meaning);
  });
});
