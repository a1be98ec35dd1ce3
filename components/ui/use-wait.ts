import { useEffect, useReducer } from "react";
import { isProblem } from "@/lib/problems";

/** Whole seconds that the failure `error` still asks to wait, counted down. 0 when it asks for nothing. */
export function useWait(error: unknown): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  const until = isProblem(error, "rate-limited", "upstream-unavailable")
    ? error.at + (error.problem.retryAfter ?? 0) * 1000
    : 0;
  const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const waits = left > 0;

  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [waits]);

  return left;
}
