import { evaluate, type Found, type RedirectUrlContext } from "./evaluate";
import { type Code, type Finding, ruleOf, type Verdict, worstLevel } from "./findings";
import { fixLabel, type Repair, repairOf } from "./repair";
import type { Level } from "./rules/rule";

/**
 * Judges one redirect URL: everything there is to say about it, from the first character to the last. Pure,
 * without access to network or clock, and takes time linear in the length. Fixes are offers: each leads to a URL
 * that is not rejected and no longer has the finding. Nothing is ever rewritten here.
 */
export function checkRedirectUrl(raw: unknown, context: RedirectUrlContext): Verdict {
  const found = evaluate(raw, context);
  const fixOf = typeof raw === "string" && !found.has("too-long") ? fixesFor(raw, context) : () => undefined;
  const findings = [...found].map(([code, details]): Finding => {
    const { title, explanation, remedy } = ruleOf(code);
    const fix = fixOf(code);
    return { code, level: levelOf(code, context), title, explanation, remedy, details, ...(fix && { fix }) };
  });
  return { level: worstLevel(findings), findings };
}

function fixesFor(raw: string, context: RedirectUrlContext): (code: Code) => Finding["fix"] {
  let repair: Repair | undefined;
  const judged = new Map<string, Found>();
  return (code) => {
    const label = fixLabel(code);
    if (label === undefined) return undefined;
    repair ??= repairOf(raw);
    const value = repair(code);
    if (value === undefined || value === raw) return undefined;
    const after = judged.get(value) ?? evaluate(value, context);
    judged.set(value, after);
    const accepted = [...after.keys()].every((left) => left !== code && levelOf(left, context) !== "reject");
    return accepted ? { label, value } : undefined;
  };
}

function levelOf(code: Code, { strict }: RedirectUrlContext): Exclude<Level, "ok"> {
  const rule = ruleOf(code);
  return (strict ? rule.strict : undefined) ?? rule.level;
}
