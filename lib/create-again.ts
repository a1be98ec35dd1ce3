import type { Activity } from "@/lib/activity";
import {
  type CreateDraft,
  createDraftSchema,
  type PolicyDraft,
  policyDraftSchema,
} from "@/lib/connection-draft";

/**
 * The configuration of a deleted connection, as the create form takes it; undefined for any other activity, and
 * where the log does not hold the whole of it.
 */
export function createAgainFrom(activity: Activity): CreateDraft | undefined {
  if (!isDone(activity, "custom_app.delete.outcome")) return undefined;
  const before = valuesBefore(activity);
  return createDraftSchema.safeParse({
    values: {
      name: before.get("name"),
      confidential: before.get("confidential"),
      redirect_urls: before.get("redirect_urls"),
      scopes: before.get("scopes"),
      user_authorized_scopes: before.get("user_authorized_scopes") ?? [],
      token_access_policy: policyOf(before),
    },
  }).data;
}

/** The policy of a published app that was switched off, as enabling takes it; undefined for any other activity. */
export function enableAgainFrom(activity: Activity): PolicyDraft | undefined {
  if (!isDone(activity, "published_app.delete.outcome")) return undefined;
  return policyDraftSchema.safeParse({ token_access_policy: policyOf(valuesBefore(activity)) }).data;
}

const isDone = ({ event, outcome }: Activity, wanted: string) => event === wanted && outcome === "done";

const valuesBefore = ({ diff = [] }: Activity) => new Map(diff.map(({ path, before }) => [path, before]));

/** Null where none was recorded: then there was none. */
function policyOf(before: ReturnType<typeof valuesBefore>) {
  const fields = [...before].flatMap(([path, value]) => {
    const [of, field] = path.split(".");
    return of === "token_access_policy" && field && value !== null ? [[field, value] as const] : [];
  });
  if (fields.length === 0) return null;
  return { enable_single_use_refresh_tokens: false, ...Object.fromEntries(fields) };
}
