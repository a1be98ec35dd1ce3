import type { ComponentProps } from "react";
import { inputClass } from "@/components/form/input-class";
import { UrlEmphasis } from "@/components/redirect-urls/url-emphasis";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"textarea">, "value"> & { value: string };

const text = "col-start-1 row-start-1 px-3 py-2 font-mono text-sm whitespace-pre-wrap wrap-anywhere";

/**
 * A URL to edit: wraps instead of scrolling, and shows its host in relief while nobody is writing. The copy behind
 * the field has the same letters in the same places, so nothing moves when it takes over.
 */
export function UrlField({ value, className, ...rest }: Props) {
  return (
    <div className={cn("relative grid min-w-0 flex-1", className)}>
      <textarea
        rows={1}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        inputMode="url"
        {...rest}
        value={value}
        className={cn(
          inputClass,
          text,
          "peer min-h-9 resize-none overflow-hidden pointer-coarse:min-h-11 pointer-coarse:py-3",
          value !== "" &&
            "not-focus:[-webkit-text-fill-color:transparent] forced-colors:not-focus:[-webkit-text-fill-color:currentcolor]",
        )}
      />
      <div
        aria-hidden
        className={cn(
          text,
          "pointer-events-none min-h-9 border border-transparent peer-focus:invisible pointer-coarse:min-h-11 pointer-coarse:py-3 forced-colors:invisible",
        )}
      >
        <UrlEmphasis url={value} />
      </div>
    </div>
  );
}
