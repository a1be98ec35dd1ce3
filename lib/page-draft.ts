import type { z } from "@/lib/zod";

const prefix = "latchkey.draft.";

/**
 * Keeps what was entered on a page, in this tab, so that it survives a reload and a sign-in. `page` is its path and
 * query. Never for anything secret: what is kept lies readable in the browser's storage.
 */
export function keepDraft(page: string, draft: unknown): void {
  try {
    sessionStorage.setItem(prefix + page, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the draft, not the form.
  }
}

/** What was kept for a page; undefined when there is nothing, or nothing that `schema` can read. */
export function readDraft<Schema extends z.ZodType>(
  page: string,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(sessionStorage.getItem(prefix + page) ?? "")).data;
  } catch {
    return undefined;
  }
}

export function dropDraft(page: string): void {
  try {
    sessionStorage.removeItem(prefix + page);
  } catch {
    // Nothing could be kept there either.
  }
}

/** For a sign-out: the next person in this tab starts with nothing. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing could be kept there either.
  }
}
