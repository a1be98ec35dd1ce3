import type { z } from "zod";
import { send } from "@/lib/http";

type Page<Item> = { apps: Item[]; next_page_token: string | undefined };

/** A list followed to its end. `complete` is false when a page pointed back to one already loaded. */
export type AllPages<Item> = { apps: Item[]; complete: boolean };

/** Loads all pages of a short list. Long ones are loaded page by page, so that the first is in view at once. */
export async function allPages<Item>(
  path: string,
  schema: z.ZodType<Page<Item>>,
  signal: AbortSignal,
): Promise<AllPages<Item>> {
  const apps: Item[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const query = token === undefined ? "" : `?${new URLSearchParams({ page_token: token })}`;
    const page: Page<Item> = await send(`${path}${query}`, { schema, signal });
    apps.push(...page.apps);
    token = page.next_page_token;
    if (token !== undefined && tokens.has(token)) return { apps, complete: false };
    if (token !== undefined) tokens.add(token);
  } while (token !== undefined);
  return { apps, complete: true };
}
