import { expect, test } from "vitest";
import type { Ledger } from "../support/emulator-control";
import { unrecorded } from "./after";
import { judge } from "./oracle";
import { randomSchedules } from "./random";
import { numbered, once, type Schedule, secretEnd } from "./schedule";
import type { Story, Told } from "./told";

/** The oracle finds what is planted: a campaign without violations proves nothing otherwise. */

const secret = `dose${"0".repeat(32)}`;
const path = "/api/2.0/accounts/a/oauth2/custom-app-integrations";

const created = (seq: number, more: Partial<Ledger["calls"][number]> = {}): Ledger["calls"][number] => ({
  ...{ seq, method: "POST", path, status: 200, committed: true, integration_id: `app-${seq}` },
  ...more,
});

const ledger = (...calls: Ledger["calls"]): Ledger => ({
  calls,
  secrets: calls.map(({ integration_id = "" }) => ({
    integration_id,
    client_id: "",
    client_secret: secret,
  })),
  deletions: [],
  tokens: [],
  refreshes: 0,
});

const story = (told: Told, more: Partial<Story> = {}): Story => ({
  name: "campaign-0",
  tries: [{ intent_id: "intent", from: 0, until: 10, told }],
  repairCalls: [],
  received: [],
  ...more,
});

const schedule = (draft: Partial<Schedule> = {}): Schedule => ({
  ...{ number: 0, says: "", operation: "create", faults: [], behaviour: { is: "stays" } },
  ...draft,
});

const delivered: Told = { is: "secret", secret, integration_id: "app-1" };
const broken = (...of: Parameters<typeof judge>) => [...new Set(judge(...of).map((each) => each.broken))];

test("what goes well breaks nothing", () => {
  expect(judge(schedule(), story(delivered), ledger(created(1)))).toEqual([]);
});

test("a second connection of one intent is a duplicate", () => {
  expect(broken(schedule(), story(delivered), ledger(created(1), created(2)))).toContain("I1");
});

test("a secret that arrived and was not opened is lost, and so is another one than was issued", () => {
  const orphan: Told = { is: "orphan", integration_id: "app-1" };
  expect(broken(schedule(), story(orphan), ledger(created(1)))).toContain("I2");
  const other = { ...delivered, secret: `dose${"1".repeat(32)}` };
  expect(broken(schedule(), story(other), ledger(created(1)))).toContain("I2");
});

test.each([
  [secretEnd - 1, false],
  [secretEnd, true],
])("an answer cut at byte %i has lost its secret unless that is whole", (at_byte, lost) => {
  const cut = schedule({ faults: [once("create", { kind: "cut", at_byte })] });
  const orphan: Told = { is: "orphan", integration_id: "app-1" };
  const found = broken(cut, story(orphan), ledger(created(1, { fault: "cut" })));
  expect(found.includes("I2")).toBe(lost);
});

test("what was done and is told as not done contradicts the ledger, and the other way round", () => {
  expect(broken(schedule(), story({ is: "nothing", why: "absent" }), ledger(created(1)))).toContain("I4");
  expect(broken(schedule(), story(delivered), ledger())).toContain("I4");
  const update = schedule({ operation: "update" });
  expect(broken(update, story({ is: "done", integration_id: "app" }), ledger())).toContain("I4");
  expect(broken(update, story({ is: "seen", integration_id: "app" }), ledger())).toContain("I4");
});

test("an outcome that stays unknown is no named state", () => {
  expect(broken(schedule(), story({ is: "unknown", why: "silence" }), ledger())).toContain("I3");
  const killed = schedule({ operation: "update", kill: { is: "unknown" } });
  expect(broken(killed, story({ is: "unknown", why: "in-flight" }), ledger())).toContain("I3");
});

test("so is a change or a deletion that stays unknown, whatever went wrong, and one that a person is asked about", () => {
  const kill = { is: "unknown" as const };
  const faults = [{ method: "GET", path: "*/custom-app-integrations/*", kind: "error", status: 503 }];
  for (const operation of ["update", "delete"] as const) {
    const disturbed = schedule({ operation, faults, kill });
    expect(broken(disturbed, story({ is: "unknown", why: "silence" }), ledger())).toContain("I3");
    expect(broken(disturbed, story({ is: "needs_you" }), ledger())).toContain("I4");
  }
});

test("a repair of more than two calls, and a secret in an answer, are seen", () => {
  expect(broken(schedule(), story(delivered, { repairCalls: [3] }), ledger(created(1)))).toEqual(["I3"]);
  expect(broken(schedule(), story(delivered, { received: [secret] }), ledger(created(1)))).toEqual(["I5"]);
});

test("a change without an intent in the audit log is seen", () => {
  const record = (event: string) => ({ event, intent: "intent", target: { id: "app-1" } });
  const records = [record("custom_app.create.intent"), record("custom_app.create.outcome")];
  expect(unrecorded(records, ledger(created(1)))).toEqual([]);
  expect(unrecorded(records, ledger(created(2)))).not.toEqual([]);
  expect(unrecorded([record("custom_app.create.outcome")], ledger(created(1)))).not.toEqual([]);
});

test("random schedules follow from their seed", () => {
  expect(randomSchedules(7, 20)).toEqual(randomSchedules(7, 20));
  expect(randomSchedules(7, 20)).not.toEqual(randomSchedules(8, 20));
  expect(numbered([{ says: "x" }])[0]?.number).toBe(0);
});
