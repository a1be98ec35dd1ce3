"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { useWait } from "@/components/ui/use-wait";
import { ApiError } from "@/lib/problems";

type Props = { error: unknown; pending: boolean; onRetry: () => void; label?: string | undefined };

/** Seconds of the longest wait after which it tries again by itself. */
const longest = 60;

/** Loads again when pressed; after a wait that Databricks asks for also by itself, unless that is stopped. */
export function RetryButton({ error, pending, onRetry, label = "Try again" }: Props) {
  const [stopped, setStopped] = useState<unknown>();
  const left = useWait(error);
  const asked = error instanceof ApiError ? (error.problem.retryAfter ?? 0) : 0;
  const waits = asked > 0 && asked <= longest && stopped !== error && !pending;
  const due = waits && left === 0;

  const retry = useEffectEvent(onRetry);

  useEffect(() => {
    if (due) retry();
  }, [due]);

  const counts = waits && left > 0;
  return (
    <>
      {counts && <p className="w-full">When that time is over it tries again by itself.</p>}
      <Button onClick={onRetry} pending={pending}>
        {label}
      </Button>
      {counts && (
        <Button variant="quiet" onClick={() => setStopped(error)}>
          Stop waiting
        </Button>
      )}
    </>
  );
}
