"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "@/lib/page-draft";
import type { z } from "@/lib/zod";

/** What was entered on this page before a reload or a sign-in. Read once; only after hydration. */
export function useDraft<Schema extends z.ZodType>(schema: Schema): z.output<Schema> | undefined {
  const page = usePageAddress();
  const [draft] = useState(() => readDraft(page, schema));
  return draft;
}

/**
 * Keeps `draft` for this page, and nothing while it is undefined. A reload, a crash and a sign-in leave it there;
 * leaving through the console drops it, because that was asked about or left nothing behind.
 */
export function useKeepDraft(draft: unknown): void {
  const page = usePageAddress();

  useEffect(() => {
    if (draft === undefined) dropDraft(page);
    else keepDraft(page, draft);
  });

  useEffect(() => () => dropDraft(page), [page]);
}

/** Path and query. `location` still has the last page's while this one is rendered for the first time. */
function usePageAddress(): string {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  return query ? `${pathname}?${query}` : pathname;
}
