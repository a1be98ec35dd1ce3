import { beforeEach, expect, test, vi } from "vitest";
import { noteRecentChange, propagationTime, recentChange } from "@/lib/recent-changes";

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

test("a save is remembered until it must be through, and forgotten with the next one", () => {
  noteRecentChange("account", "one", 1_000);
  expect(recentChange("account", "one", 1_000 + propagationTime - 1)).toBe(1_000);
  expect(recentChange("account", "one", 1_000 + propagationTime)).toBeUndefined();
  expect(recentChange("other account", "one", 1_001)).toBeUndefined();
  noteRecentChange("account", "two", 1_000 + propagationTime);
  expect([...kept.values()].map((text) => Object.keys(JSON.parse(text)))).toEqual([["two"]]);
});

test.each(["", "null", "[]", "{", '{"one":"x"}'])("what cannot be read (%s) counts as nothing", (text) => {
  kept.set("latchkey.recent-changes.account", text);
  expect(recentChange("account", "one", 1)).toBeUndefined();
  noteRecentChange("account", "one", 5);
  expect(recentChange("account", "one", 6)).toBe(5);
});

test("a storage that refuses costs the note only", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("refused");
    },
    setItem: () => {
      throw new Error("refused");
    },
  });
  expect(() => noteRecentChange("account", "one")).not.toThrow();
  expect(recentChange("account", "one")).toBeUndefined();
});
