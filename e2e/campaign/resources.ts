import { existsSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Child } from "../../scripts/processes.mjs";
import type { Violation } from "./oracle";

/** What a console has: open files and connections, and bytes after its garbage was collected. */
export type Usage = { descriptors: number; heap: number; resident: number };

/** Linux tells what a process has open. */
export const isMeasured = existsSync("/proc/self/fd");

const lineSchema = z.object({ memory: z.object({ heapUsed: z.number(), rss: z.number() }) });

/** Milliseconds in which a busy console tells it. */
const longestSilence = 60_000;

/** Measures a console that `tell-memory.mjs` was loaded into. */
export async function usageOf({ pid, onLine }: Child): Promise<Usage> {
  const told = new Promise<z.output<typeof lineSchema>["memory"]>((resolve) => {
    onLine((line) => {
      if (line.includes('"memory"')) resolve(lineSchema.parse(JSON.parse(line)).memory);
    });
  });
  process.kill(pid, "SIGUSR2");
  const silent = sleep(longestSilence, undefined, { ref: false }).then(() =>
    Promise.reject(new Error("A console does not tell what it has.")),
  );
  const { heapUsed: heap, rss: resident } = await Promise.race([told, silent]);
  return { descriptors: descriptorsOf(pid), heap, resident };
}

const descriptorsOf = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;

/** Milliseconds until connections that nobody uses are closed, on either side, with time to spare. */
const untilAtRest = 30_000;
/** What may be open besides, in part of what was and in number: the store's connections come and go. */
const part = 1.05;
const some = 8;
/** Bytes by which the heap may have grown between a third of the schedules and the end, when nothing is under way. */
const mostGrowth = 24 * 2 ** 20;

/** Waits until a console has let go what it had open, and compares it with before. */
export async function judgeUsage(
  console: Child,
  { atStart, warm }: { atStart: Usage; warm: Usage },
): Promise<{ says: string; violations: Violation[] }> {
  const mostDescriptors = Math.floor(atStart.descriptors * part) + some;
  const deadline = performance.now() + untilAtRest;
  while (descriptorsOf(console.pid) > mostDescriptors && performance.now() < deadline) await sleep(500);
  const after = await usageOf(console);
  const violations: Violation[] = [];
  if (after.descriptors > mostDescriptors)
    violations.push({ broken: "I7", saw: `${after.descriptors} descriptors, ${atStart.descriptors} before` });
  if (after.heap - warm.heap > mostGrowth)
    violations.push({ broken: "I7", saw: `the heap grew from ${mb(warm.heap)} to ${mb(after.heap)}` });
  return {
    says: [
      `descriptors ${atStart.descriptors} before, ${warm.descriptors} at work, ${after.descriptors} after`,
      `heap ${mb(atStart.heap)} before, ${mb(warm.heap)} at work, ${mb(after.heap)} after`,
      `resident ${mb(atStart.resident)}, ${mb(warm.resident)}, ${mb(after.resident)}`,
    ].join("; "),
    violations,
  };
}

const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
