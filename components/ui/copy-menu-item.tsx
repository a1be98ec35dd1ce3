"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { MenuItem } from "@/components/ui/menu-item";

export type CopyMenuItemProps = { value: string; what: string };

const looks = {
  idle: { word: "Copy", icon: <Copy aria-hidden /> },
  copied: { word: "Copied", icon: <Check aria-hidden className="text-success" /> },
  failed: {
    word: "The browser refused to copy the",
    icon: <TriangleAlert aria-hidden className="text-danger" />,
  },
};

/** A menu item that copies and says in its own place whether it worked. */
export function CopyMenuItem({ value, what }: CopyMenuItemProps) {
  const [outcome, setOutcome] = useState<keyof typeof looks>("idle");
  const { word, icon } = looks[outcome];

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  }

  return (
    <MenuItem staysOpen icon={icon} onSelect={copy}>
      <span aria-live="polite">
        {word} {what}
      </span>
    </MenuItem>
  );
}
