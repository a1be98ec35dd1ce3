/**
 * Everything the emulator had to guess about the account API, in one place.
 *
 * Each entry says what is assumed, on what ground, and how sure that is: "reported" (seen in public output of the
 * live service), "documented" (an official page or SDK says so), "inferred" (follows from official code) or
 * "open" (nobody outside knows; the stricter choice was taken). Guesses without a constant are listed at the end.
 */

/** Documented bounds of the token policy. */
export const ACCESS_TOKEN_TTL_MINUTES = { min: 5, max: 1440 } as const;
export const REFRESH_TOKEN_TTL_MINUTES = { min: 5, max: 129_600 } as const;

/** Open: bounds of the absolute session lifetime. Lower bound by analogy, upper bound of one year. */
export const ABSOLUTE_SESSION_LIFETIME_MINUTES = { min: 5, max: 525_600 } as const;

/** Open: what a missing policy, or a missing member of it, becomes. The account console's form starts with these. */
export const DEFAULT_ACCESS_TOKEN_TTL_MINUTES = 60;
export const DEFAULT_REFRESH_TOKEN_TTL_MINUTES = 10_080;

/** Open: the lifetime the server fills in when single-use is on without one. Inferred only: it fills one. */
export const DEFAULT_ABSOLUTE_SESSION_LIFETIME_MINUTES = 43_200;

/** Open: scopes of an app created without any. */
export const DEFAULT_SCOPES: readonly string[] = ["all-apis"];

/**
 * Open: the vocabulary of scopes is unknown and growing, so any name of the seen form passes
 * (`sql`, `all-apis`, `offline_access`, `dashboards.genie`, `iam.current-user:read`); anything else is refused.
 */
export const SCOPE_FORM = /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*(:[a-z]+)?$/;

/** Open: length limits. */
export const NAME_MAX_LENGTH = 256;
export const REDIRECT_URL_MAX_LENGTH = 2048;

/** Open: schemes no identity server would send a browser to. */
export const REFUSED_REDIRECT_SCHEMES: readonly string[] = [
  "javascript:",
  "vbscript:",
  "data:",
  "blob:",
  "file:",
  "about:",
];

/** Documented default for the published list, inferred for the others; the maximum is open. */
export const DEFAULT_PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1000;

/** Reported: the message a caller without the account admin role gets. Status and code are inferred. */
export const NOT_ADMIN_MESSAGE =
  "This API is disabled for users without account admin status. Contact your administrator for more information.";

/** Documented: the scope every app endpoint asks for, beside the one that opens everything. */
export const APP_INTEGRATION_SCOPES: readonly string[] = ["all-apis", "authentication"];

/** Reported, live at authorize in both cases with status inferred: wrong account, deleted, or not propagated yet. */
export const unavailableClientMessage = (clientId: string, accountId: string): string =>
  `OAuth application with client_id: '${clientId}' not available in Databricks account '${accountId}'.`;

/** Reported: the answer to a redirect URL that is not registered. */
export const unregisteredRedirectMessage = (redirectUri: string, clientId: string): string =>
  `redirect_uri '${redirectUri}' not registered for OAuth application '${clientId}'`;

/** Reported: the answer to a refresh token that expired, was revoked or was used up. */
export const INVALID_REFRESH_TOKEN_MESSAGE = "Refresh token is invalid";

/** Documented: one hour for the built-in clients and for service principals. */
export const BUILT_IN_ACCESS_TOKEN_TTL_SECONDS = 3600;

/** Open: lifetimes of an authorization code, and of a sign-in page left open. */
export const AUTHORIZATION_CODE_TTL_SECONDS = 60;
export const SIGN_IN_TTL_SECONDS = 3600;

/** Open: refresh lifetime of the built-in clients. */
export const BUILT_IN_REFRESH_TOKEN_TTL_MINUTES = 10_080;

/*
 * Further guesses, without a constant:
 *
 * - A missing name is refused; an app without redirect URLs is accepted. Names need not be unique. (open; SDK models
 *   call every field optional, the Terraform provider requires the name)
 * - PATCH refuses `name`, `confidential`, `is_agent` and any unknown field with INVALID_PARAMETER_VALUE. (open; none
 *   is updatable, whether the server ignores or refuses them is unknown)
 * - PATCH replaces `token_access_policy` as a whole, so a member left out falls back to its default, and an empty
 *   array empties the list. (open; documented is only that lists replace)
 * - Refresh TTL below access TTL is refused (documented); an absolute lifetime below the refresh TTL is too (open);
 *   an absolute lifetime without single-use is too (inferred from the Terraform provider's workaround).
 * - Types are strict: no number in a string, no string for a list. (open)
 * - False, zero and empty lists are left out of answers, as proto JSON does. (inferred)
 * - `creator_username` appears in lists on request only, never on get. (open)
 * - Lists are in order of creation, newest last. (open)
 * - A page token belongs to its query: another filter with it is refused, another page_size is not. (documented for
 *   the other parameters, open for page_size)
 * - A token of another account, an expired one and one whose app was deleted get 401. (open; 403 is possible)
 * - A wrong method on a known path is 404 ENDPOINT_NOT_FOUND, like an unknown path. (open)
 * - Unknown clients get `invalid_request` at authorize (reported) and `invalid_client` with 401 at token (inferred).
 * - `sub` is the e-mail address, in access and id tokens. (reported for access tokens, open for id tokens)
 * - A refresh without rotation answers the same refresh token again. (inferred: the Python SDK cannot refresh a second
 *   time without it)
 * - Refreshed tokens keep the scopes of their sign-in (reported). Changed lifetimes and rotation hold for every token
 *   issued from then on. (open)
 * - The callback carries `iss`. (reported for the login broker, open otherwise)
 * - App secrets never expire, so create answers no `client_secret_expire_time`. (open)
 * - Deleting an app ends its access tokens and refresh tokens at once. (open)
 *
 * Published apps:
 *
 * - The catalogue is `seed/catalogue.ts`: the dbt entry as seen live in 2024 (reported; client and catalogue have
 *   moved since); app ids `power-bi`, `tableau-desktop` (documented) and `databricks-cli` (reported); clients, ports
 *   and scopes of CLI and drivers as their code has them (documented); app id of Tableau Cloud from memory; client ids
 *   of Power BI and Tableau, their redirect URLs and scopes, and the app ids of the drivers made up. (open) No client
 *   may rely on them. The catalogue is in the order of that file, with the same apps for every account. (open)
 * - `is_confidential_client` is shown although it is false. (reported)
 * - The first four are enabled in every account. (documented) Their integrations name no creator. (open)
 * - Enabling takes aliases: `dbt-databricks` and `databricks-dbt-adapter` beside the UUID. (inferred: both were seen
 *   in use, and neither is the app id of the catalogue) Answers show the id of the catalogue, whichever was given.
 *   (open)
 * - Enabling an app that is not in the catalogue is 400 INVALID_PARAMETER_VALUE on `app_id`. (open; 404 is possible,
 *   the reference lists 400 and not 404 for this call) An app id is required. (open)
 * - Enabling an enabled app is 409 RESOURCE_ALREADY_EXISTS, also by an alias. (inferred)
 * - Enabling again gives a new integration id and forgets the policy of before. (open)
 * - Without a policy the defaults hold; for Tableau the refresh lifetime is 90 days (documented), else as for custom
 *   apps. (open) A policy in part falls back to the defaults of custom apps. (open) Get and list always show one.
 *   (open)
 * - PATCH refuses everything but `token_access_policy`, replaces that as a whole, and changes nothing without it.
 *   (open; nothing else is updatable)
 * - `search_keyword` looks at the name, the client id by way of the catalogue, and the integration id. (documented)
 * - An integration outlives its app: one that the catalogue has lost is shown, can be changed and deleted, not made
 *   again, and signs nobody in. (open)
 * - While an app is disabled the OAuth server does not know its client (reported), tokens it gave out end at once, and
 *   enabling again does not bring them back. (open)
 * - The CLI and the drivers work without an integration and cannot be disabled; one gives them its policy, and without
 *   it the built-in lifetimes hold again. (open; they work in accounts where nobody enabled them, and enabling
 *   `databricks-cli` was seen)
 */
