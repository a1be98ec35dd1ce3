import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ActivityRecord, activitiesOf } from "@/lib/activity";

const record = (seq: number, event: string, changes: Partial<ActivityRecord> = {}): ActivityRecord => ({
  seq,
  t: "2026-01-01T00:00:00.000Z",
  event,
  ...changes,
});
const diff = [{ path: "name", before: null, after: "x" }];

describe("activities", () => {
  test("a change stands once, where it ended, with what it was to be", () => {
    const [only, ...rest] = activitiesOf([
      record(2, "custom_app.create.outcome", { intent: "i", outcome: "done" }),
      record(1, "custom_app.create.intent", { intent: "i", diff }),
    ]);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ seq: 2, open: false, outcome: "done", diff });
  });

  test("one without an outcome is open", () => {
    expect(activitiesOf([record(1, "custom_app.delete.intent", { intent: "i" })])).toMatchObject([
      { seq: 1, open: true },
    ]);
  });

  test("an outcome keeps its own diff", () => {
    const own = [{ path: "scopes", before: ["a"], after: ["b"] }];
    const [only] = activitiesOf([
      record(2, "custom_app.update.outcome", { intent: "i", diff: own }),
      record(1, "custom_app.update.intent", { intent: "i", diff }),
    ]);
    expect(only?.diff).toEqual(own);
  });

  test("an outcome that was found out later takes the place of the unknown one", () => {
    const shown = activitiesOf([
      record(4, "custom_app.update.outcome", { intent: "i", outcome: "done", diff }),
      record(3, "auth.login.ok"),
      record(2, "custom_app.update.outcome", { intent: "i", outcome: "unknown", diff }),
      record(1, "custom_app.update.intent", { intent: "i" }),
    ]);
    expect(shown.map(({ seq, outcome }) => [seq, outcome])).toEqual([
      [4, "done"],
      [3, undefined],
    ]);
  });

  test("nothing else is dropped, and the order stays", () => {
    const events = ["auth.login.ok", "secret.acked", "custom_app.create.intent", "custom_app.create.outcome"];
    fc.assert(
      fc.property(
        fc.array(fc.record({ event: fc.constantFrom(...events), intent: fc.constantFrom("a", "b", "c") })),
        (given) => {
          const records = given.map(({ event, intent }, index) =>
            record(given.length - index, event, { intent }),
          );
          const shown = activitiesOf(records).map(({ seq }) => seq);
          expect(shown).toEqual(shown.toSorted((a, b) => b - a));
          const ofChange = ({ event }: ActivityRecord) => /\.(intent|outcome)$/.test(event);
          const end = (intent: string | undefined) =>
            records.find((each) => each.event.endsWith(".outcome") && each.intent === intent);
          expect(shown).toEqual(
            records
              .filter((each) => !ofChange(each) || [each, undefined].includes(end(each.intent)))
              .map(({ seq }) => seq),
          );
        },
      ),
    );
  });
});
