import "server-only";
import type { IntentRow } from "@/lib/server/store/intents";

declare global {
  // Next may load this module once per bundle; the process has one memory.
  var latchkeyRemembered: Map<string, IntentRow> | undefined;
}

function remembered(): Map<string, IntentRow> {
  globalThis.latchkeyRemembered ??= new Map();
  return globalThis.latchkeyRemembered;
}

/** Keeps in memory how far an intent came while the store cannot be told. */
export const remember = (row: IntentRow): void => void remembered().set(row.id, row);

export const forget = ({ id }: Pick<IntentRow, "id">): void => void remembered().delete(id);

/** Whether all that is known of the intent is in the store. */
export const isKept = ({ id }: Pick<IntentRow, "id">): boolean => !remembered().has(id);

/** The intent as far as it is known, from memory where the store is behind. */
export const latest = (stored: IntentRow): IntentRow => remembered().get(stored.id) ?? stored;
