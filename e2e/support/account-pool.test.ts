import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { leaseAccount, leaseHolders } from "./account-pool";

let folder = "";
const state = () => ({ folder, consoleUrl: "", emulatorUrl: "", accountIds: ["one", "two", "three"] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "account-pool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("no account is given out twice", () => {
  expect(["a", "b", "c"].map((holder) => leaseAccount(state(), holder))).toEqual(["one", "two", "three"]);
  expect(() => leaseAccount(state(), "d")).toThrow("All 3 accounts are used");
});

test("who had which account stays known", () => {
  leaseAccount(state(), "a test");
  expect(leaseHolders({ folder })).toEqual(new Map([["one", "a test"]]));
});
