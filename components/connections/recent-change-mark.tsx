"use client";

import { Clock } from "lucide-react";
import { useRecentChange } from "@/components/connections/use-recent-change";
import { Tooltip } from "@/components/ui/tooltip";
import { formatClock } from "@/lib/format";

/** In a row: until when a save from this browser may still be on its way. Nothing once it is through. */
export function RecentChangeMark({ integration_id }: { integration_id: string }) {
  const change = useRecentChange(integration_id);
  if (!change) return null;
  const until = formatClock(change.until);
  return (
    <Tooltip
      content={`Saved here at ${formatClock(change.at)}. Databricks may take until ${until} to apply it.`}
    >
      <span className="inline-flex shrink-0 items-center gap-1 text-xs font-normal whitespace-nowrap text-muted">
        <Clock aria-hidden className="size-3" />
        <span className="sr-only">Just saved, may be on its way </span>
        until {until}
      </span>
    </Tooltip>
  );
}
