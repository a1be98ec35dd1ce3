import "server-only";

/** Times are milliseconds since the epoch. */
export type Schema = {
  sessions: SessionTable;
  shown_secrets: ShownSecretTable;
};

/** One row per signed-in browser. Nothing in it opens the account without the configured secret. */
type SessionTable = {
  /** SHA-256 of the cookie's value, hex. */
  token_hash: string;
  account_id: string;
  /** `sub` of the ID token. */
  subject: string;
  name: string;
  email: string;
  created_at: number;
  expires_at: number;
  /** The sealed token pair, its version, and until when somebody holds the right to refresh it. */
  tokens: string;
  tokens_version: number;
  refreshing_until: number | null;
};

/** That a secret was shown, never the secret. */
type ShownSecretTable = {
  account_id: string;
  integration_id: string;
  /** Email of the person. */
  shown_to: string;
  shown_at: number;
};
