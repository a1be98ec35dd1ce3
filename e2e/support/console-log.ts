import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { leaseHolders } from "./account-pool";

const allowanceSchema = z.object({ account_id: z.string(), text: z.string() });

const allowancesFile = (folder: string) => join(folder, "allowed-log-lines");

/** A test that makes the console log an error says so: lines of its account that hold `text` are expected. */
export function allowLogLine(folder: string, account_id: string, text: string): void {
  appendFileSync(allowancesFile(folder), `${JSON.stringify({ account_id, text })}\n`);
}

const errorLevel = 50;
const logLineSchema = z.looseObject({ level: z.number() });

/** Error lines that no test allowed, each with the test that had its account. */
export function unexpectedLogLines(lines: string[], folder: string): string[] {
  const allowances = readAllowances(folder);
  const holders = leaseHolders({ folder });
  return lines
    .filter(isErrorLine)
    .filter(
      (line) => !allowances.some(({ account_id, text }) => line.includes(account_id) && line.includes(text)),
    )
    .map((line) => {
      const holder = [...holders].find(([account_id]) => line.includes(account_id))?.[1];
      return holder === undefined ? line : `${line}\n    from: ${holder}`;
    });
}

/** Besides its log the console prints the banner of Next, and nothing else. */
export function isErrorLine(line: string): boolean {
  if (line.startsWith("{")) return logLineSchema.parse(JSON.parse(line)).level >= errorLevel;
  return !/^\s*(▲|-|✓|$)/.test(line);
}

function readAllowances(folder: string) {
  const file = allowancesFile(folder);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => allowanceSchema.parse(JSON.parse(line)));
}
