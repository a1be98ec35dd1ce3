import { useEffect, useState } from "react";

/** Milliseconds before the end of a session at which it is said. */
const noticeBefore = 10 * 60_000;

type End = "far" | "soon" | "past";

/** How near the end of the session is. `endsAt` is in milliseconds since the epoch, 0 while it is not known. */
export function useSessionEnd(endsAt: number): End {
  const [end, setEnd] = useState<End>("far");

  useEffect(() => {
    setEnd("far");
    if (endsAt === 0) return;
    const timers = [
      setTimeout(() => setEnd("soon"), endsAt - noticeBefore - Date.now()),
      setTimeout(() => setEnd("past"), endsAt - Date.now()),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [endsAt]);

  return end;
}
