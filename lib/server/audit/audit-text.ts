import "server-only";
import { z } from "@/lib/zod";

/** Controls, format characters (all that turn the direction of text are among them), line separators, surrogates. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text of at most `max` code units that looks the same in every viewer and terminal: what is unsafe becomes `\u{…}`,
 * what is too long ends in an ellipsis. What was made safe stays as it is.
 */
export function auditText(text: string, max: number): string {
  // Escaping only makes it longer, so no more than `max` code units of a hostile text are ever looked at.
  const safe = text
    .slice(0, max + 1)
    .replace(unsafe, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return safe.length <= max ? safe : `${safe.slice(0, max - 1).replace(/\p{Cs}$/u, "")}…`;
}

/** Text as `auditText` makes it. */
export const auditTextSchema = (max: number) => z.string().transform((text) => auditText(text, max));

/** A list of texts; of one that is too long the start, and how many more there were. */
export const auditListSchema = (maxItems: number, max: number) =>
  z.array(z.string()).transform((items) => {
    const more = items.length - (maxItems - 1);
    const kept = items.length <= maxItems ? items : [...items.slice(0, maxItems - 1), `… ${more} more`];
    return kept.map((item) => auditText(item, max));
  });
