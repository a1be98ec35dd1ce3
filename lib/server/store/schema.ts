import "server-only";

/** Times are milliseconds since the epoch. */
export type Schema = {
  sessions: SessionTable;
  shown_secrets: ShownSecretTable;
  audit_records: AuditRecordTable;
  audit_head: AuditHeadTable;
  audit_keys: AuditKeyTable;
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

/** The audit log. Rows are added and never changed. */
type AuditRecordTable = {
  seq: number;
  at: number;
  event: string;
  account_id: string | null;
  target_id: string | null;
  intent: string | null;
  /** Canonical JSON of the whole record without its hash. The columns above repeat parts of it to be searched. */
  record: string;
  hash: string;
};

/** One row, which numbers the records: who holds it appends. */
type AuditHeadTable = {
  id: number;
  /** Number, hash and key epoch of the last record; 0 while there is none. */
  seq: number;
  hash: string;
  epoch: number;
};

type AuditKeyTable = {
  epoch: number;
  /** The seed of the epoch's keys, sealed with the configured secret. */
  sealed: string;
  created_at: number;
};
