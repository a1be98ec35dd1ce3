import type { Activity } from "@/lib/activity";

const doings: Record<string, { done: string; tried: string }> = {
  "custom_app.create": { done: "created", tried: "create" },
  "custom_app.update": { done: "changed", tried: "change" },
  "custom_app.delete": { done: "deleted", tried: "delete" },
  "published_app.create": { done: "enabled the published app", tried: "enable the published app" },
  "published_app.update": {
    done: "changed the policy of the published app",
    tried: "change the policy of the published app",
  },
  "published_app.delete": { done: "switched off the published app", tried: "switch off the published app" },
};

const happenings: Record<string, string> = {
  "auth.login.ok": "signed in",
  "auth.login.fail": "could not sign in",
  "auth.logout": "signed out",
  "auth.session.ended": "was signed out, because the session ended",
  "secret.sealed": "was sent the client secret, sealed to one browser, of",
  "secret.opened": "opened the client secret of",
  "secret.acked": "confirmed to have stored the client secret of",
  "secret.expired": "did not collect the client secret in time of",
  "orphan.detected": "got no client secret, because the answer was lost, of",
  "orphan.repaired": "replaced, because its secret was lost,",
  "orphan.kept": "kept, without its secret,",
  "external_change.noticed": "saw a change made outside of this console to",
  "audit.exported": "exported activity",
  "audit.checkpoint": "made a checkpoint of the log",
  "audit.pruned": "pruned the log",
  "key.rotated": "rotated the keys",
  "system.start": "started the console",
  "system.recovered": "restored the console's store from a backup",
};

/** What somebody did, as the words between their name and what they did it to. */
export function activityWords({ event, open, outcome }: Activity): string {
  const doing = doings[event.replace(/\.(intent|outcome)$/, "")];
  if (doing === undefined) return happenings[event] ?? event;
  if (open) return `began to ${doing.tried}`;
  return outcome === "done" ? doing.done : `tried to ${doing.tried}`;
}

/** How it ended, where that is not plain from the words. */
export function activityOutcome({ open, outcome }: Activity): "open" | "not done" | "unknown" | undefined {
  if (open) return "open";
  if (outcome === "none") return "not done";
  return outcome === "unknown" ? "unknown" : undefined;
}

const labels: Record<string, string> = {
  name: "Name",
  confidential: "Client type",
  redirect_urls: "Redirect URLs",
  scopes: "Scopes",
  user_authorized_scopes: "Consent scopes",
  "token_access_policy.access_token_ttl_in_minutes": "Access token, minutes",
  "token_access_policy.refresh_token_ttl_in_minutes": "Refresh token, minutes",
  "token_access_policy.enable_single_use_refresh_tokens": "Single-use refresh tokens",
  "token_access_policy.absolute_session_lifetime_in_minutes": "Absolute session, minutes",
};

export const fieldWords = (path: string): string => labels[path] ?? path;

type Value = NonNullable<Activity["diff"]>[number]["before"];

/** The lines a value has in a comparison: one for each item of a list. Nothing has none. */
export function valueLines(path: string, value: Value): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (path === "confidential") return [value === true ? "Confidential" : "Public"];
  if (typeof value === "boolean") return [value ? "on" : "off"];
  return [String(value)];
}
