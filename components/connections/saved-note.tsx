"use client";

import { useEffect, useRef } from "react";
import { fieldLabels } from "@/components/connections/change-list";
import { useRecentChange } from "@/components/connections/use-recent-change";
import type { Saved } from "@/components/connections/use-save-review";
import { Notice } from "@/components/ui/notice";
import { StatusNote } from "@/components/ui/status-note";
import { formatClock } from "@/lib/format";

type Props = {
  integration_id: string;
  /** The save of this visit, if there was one. */
  saved: Saved | undefined;
};

/** What became of the last save, and until when it may still be on its way. Reloading keeps it. */
export function SavedNote({ integration_id, saved }: Props) {
  const change = useRecentChange(integration_id);
  const different = saved?.notHeld ?? [];
  const ref = useRef<HTMLDivElement>(null);

  // The save may have been sent from far below, and its button is gone with it. The note takes the focus a moment later,
  // when the review has closed and could not give it back.
  useEffect(() => {
    if (!saved) return;
    ref.current?.scrollIntoView({ block: "nearest" });
    const timer = setTimeout(() => ref.current?.focus({ preventScroll: true }));
    return () => clearTimeout(timer);
  }, [saved]);

  return (
    <div ref={ref} tabIndex={-1} className="mb-4 scroll-mt-20 space-y-3 rounded-md empty:hidden">
      {different.length > 0 && (
        <Notice tone="warning" role="alert" title="Saved, but Databricks now holds something else">
          Read back, these differ from what was sent:{" "}
          {different.map((field) => fieldLabels[field]).join(", ")}. Somebody may have changed them in the
          same moment, or Databricks did not take them as sent. This page shows what is stored now.
        </Notice>
      )}
      <StatusNote tone={saved ? "success" : "info"}>
        {change &&
          different.length === 0 &&
          `${saved ? "Saved." : `Saved from this browser at ${formatClock(change.at)}.`} Databricks may take until ${formatClock(change.until)} to apply it.`}
      </StatusNote>
    </div>
  );
}
