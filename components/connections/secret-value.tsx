"use client";

import { Eye, EyeOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type Props = { secret: string; onCopied: () => void };

/** Milliseconds a shown secret stays in view. */
const shownFor = 30_000;
/** The same for every secret, so that the mask does not tell its length. */
const mask = "•".repeat(24);

/**
 * A secret, masked until asked. It hides again after 30 s, when the tab goes out of view and when the page is put
 * away (a page restored by Back would show it again). Hidden, it is nowhere in the document.
 */
export function SecretValue({ secret, onCopied }: Props) {
  const [shown, setShown] = useState(false);
  const [copyFailed, setCopyFailed] = useState(false);
  const value = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    if (!shown) return;
    const hide = () => flushSync(() => setShown(false));
    const hideWhenHidden = () => document.visibilityState === "hidden" && hide();
    const timer = setTimeout(() => setShown(false), shownFor);
    document.addEventListener("visibilitychange", hideWhenHidden);
    addEventListener("pagehide", hide);
    addEventListener("beforeprint", hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", hideWhenHidden);
      removeEventListener("pagehide", hide);
      removeEventListener("beforeprint", hide);
    };
  }, [shown]);

  function showAndSelect() {
    flushSync(() => setShown(true));
    if (value.current) getSelection()?.selectAllChildren(value.current);
  }

  return (
    <div>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
        <span
          ref={value}
          translate="no"
          dir="ltr"
          className="min-w-0 flex-1 basis-56 py-0.5 font-mono text-sm wrap-anywhere"
        >
          {shown ? (
            secret
          ) : (
            <>
              <span aria-hidden>{mask}</span>
              <span className="sr-only">Hidden</span>
            </>
          )}
        </span>
        <span className="flex gap-2">
          <Button
            size="sm"
            aria-pressed={shown}
            aria-label="Show client secret"
            icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            onClick={() => setShown(!shown)}
          >
            {shown ? "Hide" : "Show"}
          </Button>
          <CopyButton
            labelled
            value={secret}
            what="client secret"
            onCopied={() => {
              setCopyFailed(false);
              onCopied();
            }}
            onFailed={() => setCopyFailed(true)}
          />
        </span>
      </div>
      {copyFailed && (
        <p role="alert" className="mt-1 text-sm text-danger">
          The browser refused to copy.{" "}
          <button type="button" className="cursor-pointer underline" onClick={showAndSelect}>
            Show and select it
          </button>
          , then copy it by hand.
        </p>
      )}
    </div>
  );
}
