import { describe, expect, it } from "vitest";
import { codes, isCode, ruleOf, worstLevel } from "./findings";
import { setCodes, setRuleOf } from "./set-findings";

const rules = [
  ...codes.map((code) => ({ code, ...ruleOf(code) })),
  ...setCodes.map((code) => ({ code, ...setRuleOf(code) })),
];

describe("the words", () => {
  it.each(rules)("of $code are a title and two sentences", ({ title, explanation, remedy }) => {
    expect(title).toMatch(/^[A-Zlh].{3,60}[^.]$/);
    expect(explanation).toMatch(/^[A-Zl][^!]+\.$/);
    expect(remedy).toMatch(/^[A-Z][^!]+\.$/);
  });

  it("have a title of their own for each code", () => {
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });
});

describe("levels", () => {
  it("takes the worst", () => {
    expect(worstLevel([])).toBe("ok");
    expect(worstLevel([{ level: "note" }, { level: "warn" }])).toBe("warn");
    expect(worstLevel([{ level: "reject" }, { level: "note" }])).toBe("reject");
  });

  it("knows a code from another word", () => {
    expect(isCode("idn")).toBe(true);
    expect(isCode("toString")).toBe(false);
  });
});
