import type { ComponentPropsWithRef } from "react";
import { inputClass } from "@/components/form/input-class";
import { cn } from "@/lib/cn";

export type TextInputProps = ComponentPropsWithRef<"input"> & {
  /** For ids and URLs: monospace, and neither spelling nor capitals are corrected. */
  mono?: boolean | undefined;
};

const exact = { spellCheck: false, autoCapitalize: "none", autoCorrect: "off" };

export function TextInput({ mono = false, className, type = "text", ...rest }: TextInputProps) {
  return (
    <input
      autoComplete="off"
      {...(mono && exact)}
      {...rest}
      type={type}
      className={cn(inputClass, "h-9 pointer-coarse:h-11", mono && "font-mono text-sm", className)}
    />
  );
}
