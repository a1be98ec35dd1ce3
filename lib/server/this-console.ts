import "server-only";
import { randomUUID } from "node:crypto";

declare global {
  // Next may load this module once per bundle; the process is one console.
  var latchkeyConsole: string | undefined;
}

/** Names this process among those that share a store. */
export function thisConsole(): string {
  globalThis.latchkeyConsole ??= randomUUID();
  return globalThis.latchkeyConsole;
}
