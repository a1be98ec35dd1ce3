import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intentStates } from "@/lib/intents";
import { judgeKey, mayMove, transitions } from "@/lib/server/intents/transitions";

const state = fc.constantFrom(...intentStates);

/** All states that can be reached from `from`, itself included. */
function reachable(from: (typeof intentStates)[number]): Set<string> {
  const seen = new Set([from]);
  for (const each of seen) for (const to of intentStates) if (mayMove(each, to)) seen.add(to);
  return seen;
}

describe("the table", () => {
  test("leads from pending to every state, and to pending never", () => {
    expect([...reachable("pending")].toSorted()).toEqual([...intentStates].toSorted());
    expect(intentStates.filter((from) => mayMove(from, "pending"))).toEqual([]);
  });

  test("has no circle: every intent comes to rest", () => {
    for (const from of intentStates)
      for (const to of intentStates) if (mayMove(from, to)) expect(reachable(to)).not.toContain(from);
  });

  test("never calls unknown what Databricks or the person has settled", () => {
    const leadingToUnknown = intentStates.filter((from) => mayMove(from, "unknown"));
    expect(leadingToUnknown).toEqual(["sent"]);
  });

  test("rests where a person or Databricks has had the last word", () => {
    expect(intentStates.filter((from) => transitions[from].length === 0)).toEqual([
      "done",
      "delivered",
      "rejected",
      "repaired",
      "kept",
    ]);
  });
});

describe("a key that was used before", () => {
  test("belongs to one request, whatever became of it", () => {
    fc.assert(
      fc.property(state, fc.string(), fc.string(), (known, fingerprint, other) => {
        fc.pre(fingerprint !== other);
        expect(judgeKey({ state: known, fingerprint }, other)).toBe("other-request");
      }),
    );
  });

  test.each(intentStates)("with the same request in state %s", (known) => {
    const waits = known === "pending" || known === "sent";
    expect(judgeKey({ state: known, fingerprint: "f" }, "f")).toBe(waits ? "in-flight" : "replay");
  });
});
