/** A configured account as pages see it. `host` is the account host's origin; `cloud` is unknown on other hosts. */
export type AccountSummary = {
  account_id: string;
  label: string;
  cloud: "AWS" | "Azure" | "GCP" | undefined;
  host: string;
  /** One of the design's account colours, to tell accounts apart. */
  colour: AccountColour;
  redirect_policy: RedirectPolicy;
};

/** How strictly redirect URLs are judged on this server: `strict` refuses what `default` warns of. */
export const redirectPolicies = ["default", "strict"] as const;
export type RedirectPolicy = (typeof redirectPolicies)[number];

export const accountColours = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export type AccountColour = (typeof accountColours)[number];

/** The OAuth endpoints of an account, for handing over to whoever uses a connection. */
export function accountEndpoints({ host, account_id }: Pick<AccountSummary, "host" | "account_id">) {
  const issuer = `${host}/oidc/accounts/${account_id}`;
  return {
    issuer,
    authorization_endpoint: `${issuer}/v1/authorize`,
    token_endpoint: `${issuer}/v1/token`,
    discovery: `${issuer}/.well-known/openid-configuration`,
  };
}
