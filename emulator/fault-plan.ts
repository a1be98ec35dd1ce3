import type { CallFault, Fault } from "./faults";

type Call = { method: string; path: string; grantType: string | undefined };

/** The faults set for one account, with a count of the calls each has matched. */
export class FaultPlan {
  #faults: readonly { fault: Fault; matches: number; recent: number[] }[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, matches: 0, recent: [] }));
  }

  /** The fault that hits this call, if any. Every matching fault counts the call, one of them acts. */
  take(call: Call): CallFault | undefined {
    let taken: CallFault | undefined;
    for (const entry of this.#faults) {
      const { fault } = entry;
      if (!concernsCalls(fault) || !matches(fault, call)) continue;
      entry.matches += 1;
      if (entry.matches < fault.nth) continue;
      if (fault.times !== undefined && entry.matches >= fault.nth + fault.times) continue;
      if (fault.kind === "rate_limit" && withinRate(entry.recent, fault.per_second)) continue;
      taken ??= fault;
    }
    return taken;
  }

  /** The setting of a fault that changes how data is shown. */
  get<K extends "list_lag" | "propagation_delay" | "page_tokens">(
    kind: K,
  ): Extract<Fault, { kind: K }> | undefined {
    for (const { fault } of this.#faults) if (isKind(fault, kind)) return fault;
    return undefined;
  }
}

const isKind = <K extends Fault["kind"]>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> =>
  fault.kind === kind;

const concernsCalls = (fault: Fault): fault is CallFault =>
  fault.kind !== "list_lag" && fault.kind !== "propagation_delay" && fault.kind !== "page_tokens";

const matches = (fault: CallFault, call: Call): boolean =>
  (fault.method === undefined || fault.method === call.method) &&
  (fault.path === undefined || pattern(fault.path).test(call.path)) &&
  (fault.grant_type === undefined || fault.grant_type === call.grantType);

const pattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );

const withinRate = (recent: number[], perSecond: number): boolean => {
  const now = Date.now();
  while (recent[0] !== undefined && recent[0] <= now - 1000) recent.shift();
  if (recent.length >= perSecond) return false;
  recent.push(now);
  return true;
};
