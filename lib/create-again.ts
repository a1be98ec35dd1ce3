import type { Activity } from "@/lib/activity";
import { type CreateDraft, createDraftSchema } from "@/lib/connection-draft";

/**
 * The configuration of a deleted connection, as the create form takes it; undefined for any other activity, and
 * where the log does not hold the whole of it.
 */
export function createAgainFrom({ event, outcome, diff = [] }: Activity): CreateDraft | undefined {
  if (event !== "custom_app.delete.outcome" || outcome !== "done") return undefined;
  const before = new Map(diff.map(({ path, before: value }) => [path, value]));
  const policy = Object.fromEntries(
    [...before].flatMap(([path, value]) => {
      const [of, field] = path.split(".");
      return of === "token_access_policy" && field && value !== null ? [[field, value]] : [];
    }),
  );
  return createDraftSchema.safeParse({
    values: {
      name: before.get("name"),
      confidential: before.get("confidential"),
      redirect_urls: before.get("redirect_urls"),
      scopes: before.get("scopes"),
      user_authorized_scopes: before.get("user_authorized_scopes") ?? [],
      token_access_policy:
        Object.keys(policy).length > 0 ? { enable_single_use_refresh_tokens: false, ...policy } : null,
    },
  }).data;
}
