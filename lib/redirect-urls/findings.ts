import { authorityRules } from "./rules/authority";
import { hostRules } from "./rules/host";
import { pathAndQueryRules } from "./rules/path-and-query";
import type { Level, Rule } from "./rules/rule";
import { schemeRules } from "./rules/scheme";
import { characterRules, grammarRules, spellingRules, wholeValueRules } from "./rules/text";

/** One thing to know about a URL. `details` name the offending pieces, in words, and may be empty. */
export interface Finding {
  code: Code;
  level: Exclude<Level, "ok">;
  title: string;
  explanation: string;
  remedy: string;
  details: readonly string[];
  fix?: { label: string; value: string };
}

/** The worst level of the findings, and all of them in the order they were looked for. */
export interface Verdict {
  level: Level;
  findings: readonly Finding[];
}

/** Called by each stage for each thing it sees. */
export type Report = (code: Code, ...details: string[]) => void;

export type Code = keyof typeof table;

/** The rule behind a code. */
export function ruleOf(code: Code): Rule {
  return table[code];
}

/** Whether a string is a code of this table, and not a member every object has. */
export function isCode(value: string): value is Code {
  return Object.hasOwn(table, value);
}

const levels = ["ok", "note", "warn", "reject"] as const satisfies readonly Level[];

/** The worst level among findings; "ok" when there are none. */
export function worstLevel(findings: readonly { level: Level }[]): Level {
  return levels.findLast((level) => findings.some((finding) => finding.level === level)) ?? "ok";
}

/** In the order of the stages. */
const table = {
  ...wholeValueRules,
  ...characterRules,
  ...grammarRules,
  ...schemeRules,
  ...authorityRules,
  ...hostRules,
  ...pathAndQueryRules,
  ...spellingRules,
} as const satisfies Record<string, Rule>;

/** All codes, in the order of the stages. */
export const codes: readonly Code[] = Object.keys(table).filter(isCode);
