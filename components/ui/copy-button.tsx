"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";

export type CopyButtonProps = {
  /** The text, or how to get it at the moment of the press. */
  value: string | (() => string);
  /** What is copied, as it stands after "Copy": "client ID". */
  what: string;
  /** Shows the word beside the icon. */
  labelled?: boolean | undefined;
  /** Shown in the tooltip below the name: the value itself where it is cut short beside the button. */
  detail?: string | undefined;
  onCopied?: (() => void) | undefined;
  onFailed?: ((error: unknown) => void) | undefined;
  className?: string | undefined;
};

type Outcome = "idle" | "copied" | "failed";

const icons = {
  idle: <Copy aria-hidden />,
  copied: <Check aria-hidden className="text-success" />,
  failed: <TriangleAlert aria-hidden className="text-danger" />,
};
const words = { idle: "Copy", copied: "Copied", failed: "Failed" };

/** Copies a text and tells, to eye and ear, whether it worked. A failure stays until the next try. */
export function CopyButton({
  value,
  what,
  labelled = false,
  detail,
  onCopied,
  onFailed,
  className,
}: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("idle");

  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome("idle"), 2500);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    setOutcome("idle");
    try {
      await navigator.clipboard.writeText(typeof value === "function" ? value() : value);
      setOutcome("copied");
      onCopied?.();
    } catch (error) {
      setOutcome("failed");
      onFailed?.(error);
    }
  }

  const spoken = { idle: "", copied: `Copied ${what}`, failed: `The browser refused to copy the ${what}` }[
    outcome
  ];

  return (
    <span className={cn("inline-flex shrink-0", className)}>
      {labelled ? (
        <Button size="sm" icon={icons[outcome]} aria-label={`Copy ${what}`} onClick={copy}>
          <span aria-hidden className="grid justify-items-start">
            {(["idle", "copied", "failed"] as const).map((each) => (
              <span key={each} className={cn("col-start-1 row-start-1", each !== outcome && "invisible")}>
                {words[each]}
              </span>
            ))}
          </span>
        </Button>
      ) : (
        <IconButton
          size="sm"
          name={`Copy ${what}`}
          tip={
            <>
              {spoken || `Copy ${what}`}
              {detail && <bdi className="block font-mono">{detail}</bdi>}
            </>
          }
          tipOnPress
          icon={icons[outcome]}
          onClick={copy}
        />
      )}
      <span role="status" className="sr-only">
        {spoken}
      </span>
    </span>
  );
}
