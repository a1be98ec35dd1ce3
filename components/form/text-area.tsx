import type { ComponentPropsWithRef } from "react";
import { inputClass } from "@/components/form/input-class";
import { cn } from "@/lib/cn";

export type TextAreaProps = ComponentPropsWithRef<"textarea"> & {
  /** For ids and URLs: monospace, and neither spelling nor capitals are corrected. */
  mono?: boolean | undefined;
};

const exact = { spellCheck: false, autoCapitalize: "none", autoCorrect: "off" };

export function TextArea({ mono = false, className, rows = 4, ...rest }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      {...(mono && exact)}
      {...rest}
      rows={rows}
      className={cn(inputClass, "field-sizing-content min-h-20 py-2", mono && "font-mono text-sm", className)}
    />
  );
}
