import type { ComponentPropsWithRef } from "react";
import { inputClass } from "@/components/form/input-class";
import { cn } from "@/lib/cn";

export type TextInputProps = Omit<ComponentPropsWithRef<"input">, "height"> & {
  /** For ids and URLs: monospace, and neither spelling nor capitals are corrected. */
  mono?: boolean | undefined;
  /** "md" stands in tool bars, as high as what is beside it; "lg" in forms. */
  height?: "md" | "lg" | undefined;
};

const exact = { spellCheck: false, autoCapitalize: "none", autoCorrect: "off" };

export function TextInput({
  mono = false,
  height = "lg",
  className,
  type = "text",
  ...rest
}: TextInputProps) {
  return (
    <input
      autoComplete="off"
      {...(mono && exact)}
      {...rest}
      type={type}
      className={cn(
        inputClass,
        height === "lg" ? "h-9" : "h-8",
        "pointer-coarse:h-11",
        mono && "font-mono text-sm",
        className,
      )}
    />
  );
}
