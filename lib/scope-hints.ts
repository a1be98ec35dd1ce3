import type { TokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { formatMinutes } from "@/lib/duration";
import { grantsOf, isSignInScope, knownScopes } from "@/lib/scopes";

export type ScopeHint = {
  level: "warning" | "note";
  text: string;
  /** The scope it is about; without one it is about the whole choice. */
  scope?: string;
};

export type ScopeChoice = {
  scopes: readonly string[];
  user_authorized_scopes: readonly string[];
  /** Without one, Databricks' default is in force. */
  token_access_policy?: TokenAccessPolicy | null | undefined;
  /** Undefined where it is not known: nothing is said about it then. */
  confidential: boolean | undefined;
};

/** What an admin should know about a choice of scopes: what is too much, what is missing, what has no effect. */
export function scopeHints(choice: ScopeChoice): ScopeHint[] {
  return [
    ...breadth(choice),
    ...refresh(choice),
    ...identity(choice),
    ...spelling(choice),
    ...consent(choice),
  ];
}

function breadth({ scopes }: ScopeChoice): ScopeHint[] {
  if (scopes.length > 0 && scopes.every(isSignInScope))
    return [
      {
        level: "warning",
        text: "The application learns who signs in and can do nothing else. For queries it needs sql.",
      },
    ];
  if (!scopes.includes("all-apis")) return [];
  const covered = scopes.filter(
    (scope) => scope !== "all-apis" && !isSignInScope(scope) && grantsOf(scope) !== undefined,
  );
  return [
    {
      level: "warning",
      scope: "all-apis",
      text: `Whoever gets hold of a token can do everything its person can. ${
        covered.includes("sql") ? "A BI tool needs only sql." : "A BI tool needs sql instead."
      }`,
    },
    ...covered.map((scope): ScopeHint => {
      const text = `${scope} adds nothing beside all-apis. Keep it only if the application asks for it by name.`;
      return { level: "note", scope, text };
    }),
  ];
}

function refresh({ scopes, token_access_policy: policy, confidential }: ScopeChoice): ScopeHint[] {
  const scope = "offline_access";
  const access = policy?.access_token_ttl_in_minutes;
  const renewal = policy?.refresh_token_ttl_in_minutes;
  if (!scopes.includes(scope)) {
    if (scopes.length === 0) return [];
    const again = whole(access) ? `every ${formatMinutes(access)}` : "each time an access token ends";
    return whole(renewal)
      ? [
          {
            level: "warning",
            scope,
            text: `Without it there is no refresh token: the refresh token lifetime of ${formatMinutes(renewal)} has no effect, and people sign in again ${again}.`,
          },
        ]
      : [
          {
            level: "note",
            scope,
            text: `Without it there is no refresh token, and people sign in again ${again}.`,
          },
        ];
  }
  const lasting: ScopeHint = {
    level: "note",
    scope,
    text: whole(renewal)
      ? `Refresh tokens last ${formatMinutes(renewal)}, as the token policy says.`
      : "How long refresh tokens last is Databricks’ default: the token policy sets nothing.",
  };
  if (confidential !== false || policy?.enable_single_use_refresh_tokens) return [lasting];
  return [
    lasting,
    {
      level: "warning",
      scope,
      text: "A public client renews without a secret, so a copied refresh token works for anyone until it ends. Single-use refresh tokens prevent that.",
    },
  ];
}

function identity({ scopes }: ScopeChoice): ScopeHint[] {
  if (scopes.includes("openid")) return [];
  return ["profile", "email"]
    .filter((scope) => scopes.includes(scope))
    .map((scope) => ({
      level: "note",
      scope,
      text: `${scope} has no effect without openid: there is no ID token to put it into.`,
    }));
}

function spelling({ scopes }: ScopeChoice): ScopeHint[] {
  return scopes.flatMap((scope): ScopeHint[] => {
    if (grantsOf(scope) !== undefined) return [];
    const meant = knownScopes.find((known) => plain(known) === plain(scope));
    if (meant !== undefined)
      return [
        { level: "warning", scope, text: `Databricks compares every character. Did you mean ${meant}?` },
      ];
    if (/(^|\/)user_impersonation$/.test(scope))
      return [
        {
          level: "warning",
          scope,
          text: "This scope is of Entra ID applications, not of Databricks connections.",
        },
      ];
    return [{ level: "note", scope, text: "This console does not know it. It is sent exactly as typed." }];
  });
}

function consent({ scopes, user_authorized_scopes }: ScopeChoice): ScopeHint[] {
  return user_authorized_scopes.flatMap((scope): ScopeHint[] => {
    if (!scopes.includes(scope))
      return [
        {
          level: "warning",
          text: `People are asked for consent to ${scope}, which is not among the scopes. Saving removes it from the consent list.`,
        },
      ];
    return isSignInScope(scope)
      ? [{ level: "note", scope, text: "Consent is meant for API scopes; asking for this one is unusual." }]
      : [];
  });
}

const whole = (minutes: number | undefined): minutes is number => Number.isInteger(minutes);

const plain = (scope: string): string => scope.toLowerCase().replace(/[^a-z0-9]/g, "");
