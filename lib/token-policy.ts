import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { formatMinutes, formatMinutesShort } from "@/lib/duration";

type Situation = {
  /** Nothing set means Databricks' default is in force, and what that is may change. */
  policy: TokenAccessPolicyInput | null | undefined;
  scopes: readonly string[];
};

/** What a person who signs in through the connection experiences, in one sentence. */
export function policyExperience({ policy, scopes }: Situation): string {
  const refreshes = scopes.includes("offline_access");
  if (!policy)
    return refreshes
      ? "Databricks’ default decides when people sign in again. Its own screen starts with access tokens of 1 hour and refresh tokens of 7 days."
      : "People sign in again each time an access token ends, as Databricks’ default decides: without the scope offline_access there is no refresh token.";
  const access = policy.access_token_ttl_in_minutes;
  const refresh = policy.refresh_token_ttl_in_minutes;
  const absolute = policy.absolute_session_lifetime_in_minutes;
  if (!isWhole(access) || !isWhole(refresh)) return "Enter the lifetimes to see what people experience.";
  if (!refreshes)
    return `People sign in again every ${formatMinutes(access)}: without the scope offline_access there is no refresh token.`;
  if (!policy.enable_single_use_refresh_tokens)
    return `People sign in again every ${formatMinutes(refresh)}, however often they use the application.`;
  const limit = isWhole(absolute)
    ? `after ${formatMinutes(absolute)} at the latest`
    : "at Databricks’ own limit at the latest";
  return `People who use the application at least every ${formatMinutes(refresh)} stay signed in; they sign in again ${limit}.`;
}

/** One line of the picture: how long a person stays signed in who behaves like this. */
export type TimelineLane = {
  label: string;
  /** From 0 to 1, of the longest lane. */
  length: number;
  /** Where an access token is renewed unnoticed, from 0 to 1; none when they would be too many to see. */
  renewals: readonly number[];
  /** False where Databricks' own, unknown limit ends it. */
  ends: boolean;
};

const mostRenewals = 48;
const shortest = 0.04;

/** The picture of a policy, or nothing while it cannot be drawn. */
export function policyTimeline({ policy, scopes }: Situation): readonly TimelineLane[] {
  if (!policy) return [];
  const access = policy.access_token_ttl_in_minutes;
  const refresh = policy.refresh_token_ttl_in_minutes;
  if (!isWhole(access) || !isWhole(refresh) || access > refresh) return [];
  const lane = (who: string, minutes: number, longest: number): TimelineLane => ({
    label: `${who}: signs in again after ${formatMinutesShort(minutes)}`,
    length: Math.max(shortest, minutes / longest),
    renewals: renewals(access, minutes, longest),
    ends: true,
  });
  if (!scopes.includes("offline_access")) return [lane("Everyone", access, access)];
  if (!policy.enable_single_use_refresh_tokens) return [lane("Everyone", refresh, refresh)];
  const absolute = policy.absolute_session_lifetime_in_minutes;
  if (isWhole(absolute) && absolute >= refresh)
    return [lane("In use", absolute, absolute), { ...lane("Left unused", refresh, absolute), renewals: [] }];
  return [
    { label: "In use: signed in until Databricks’ own limit", length: 1, renewals: [], ends: false },
    { ...lane("Left unused", refresh, refresh * 3), renewals: [] },
  ];
}

function renewals(access: number, until: number, longest: number): number[] {
  const count = Math.ceil(until / access) - 1;
  if (count < 1 || longest / access > mostRenewals) return [];
  return Array.from({ length: count }, (_, index) => ((index + 1) * access) / longest);
}

export type PolicyHint = { level: "warning" | "note"; text: string };

const month = 30 * 1440;

/** What an admin should know about lifetimes that are allowed and yet risky. */
export function policyHints({ policy, scopes }: Situation): PolicyHint[] {
  if (!policy || !scopes.includes("offline_access")) return [];
  const refresh = policy.refresh_token_ttl_in_minutes;
  const single = policy.enable_single_use_refresh_tokens;
  const hints: PolicyHint[] = [];
  if (isWhole(refresh) && refresh > month)
    hints.push({
      level: "warning",
      text: `A copied refresh token works for up to ${formatMinutes(refresh)}. 30 days or less limits the harm.`,
    });
  if (single && policy.absolute_session_lifetime_in_minutes === undefined)
    hints.push({
      level: "note",
      text: "Each renewal starts the refresh lifetime anew. An absolute session lifetime of your own says when it ends for good.",
    });
  return hints;
}

const isWhole = (minutes: number | undefined): minutes is number => Number.isInteger(minutes);
