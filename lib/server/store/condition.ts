import "server-only";
import type { StoreFailure } from "@/lib/server/store/store-failure";

type Condition = {
  /** Why the last thing that was tried could not be done. Undefined while all is well. */
  trouble: { code: string } | undefined;
  /** When something was last written, in milliseconds since the epoch. */
  writtenAt: number;
  /** Told when it changes. */
  report: ((trouble: { code: string } | undefined) => void) | undefined;
};

declare global {
  // Next may load this module once per bundle; the process has one store.
  var latchkeyStoreCondition: Condition | undefined;
}

function condition(): Condition {
  globalThis.latchkeyStoreCondition ??= { trouble: undefined, writtenAt: 0, report: undefined };
  return globalThis.latchkeyStoreCondition;
}

/** Whether the store failed when it was last asked to write. */
export const isReadOnly = (): boolean => condition().trouble !== undefined;

/** When something was last written to the store, in milliseconds since the epoch. */
export const lastWrittenAt = (): number => condition().writtenAt;

export const reportCondition = (report: Condition["report"]): void => {
  condition().report = report;
};

export function noteWritten(): void {
  const current = condition();
  const before = current.trouble;
  current.trouble = undefined;
  current.writtenAt = Date.now();
  if (before) current.report?.(undefined);
}

export function noteTrouble({ code }: StoreFailure): void {
  const current = condition();
  const before = current.trouble;
  current.trouble = { code };
  if (before?.code !== code) current.report?.({ code });
}
