import "server-only";
import type { IntentKind, IntentState } from "@/lib/intents";

/** Times are milliseconds since the epoch. */
export type Schema = {
  sessions: SessionTable;
  audit_records: AuditRecordTable;
  audit_head: AuditHeadTable;
  audit_keys: AuditKeyTable;
  intents: IntentTable;
  known_connections: KnownConnectionTable;
  consoles: ConsoleTable;
  locks: LockTable;
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

/**
 * One row per change somebody asked for, written before Databricks is called. Tokens and secrets never lie here in
 * clear: `sealed_answer` can be opened by one browser only.
 */
type IntentTable = {
  id: string;
  account_id: string;
  /** `sub` of who asked, and their email address. */
  subject: string;
  person: string;
  /** SHA-256 of the idempotency key, hex. One account and subject has each once. */
  key_hash: string;
  kind: IntentKind;
  /** The name of the connection, empty where it is not known. */
  name: string;
  /** SHA-256 of request and public key, hex. */
  fingerprint: string;
  state: IntentState;
  /** Raised by each move. */
  version: number;
  /** Raw P-256 point of the browser, base64url. Null when there is no secret to deliver. */
  public_key: string | null;
  /** The body that is sent, as canonical JSON. */
  request: string;
  /**
   * JSON. Of a create: ids of what was there under the same name just before the call. Of a change: see
   * `lib/server/intents/snapshot.ts`.
   */
  snapshot: string | null;
  /** Raw answer of Databricks, sealed to `public_key`. */
  sealed_answer: string | null;
  integration_id: string | null;
  client_id: string | null;
  /** JSON: the problem of an intent that came to nothing, the ids between which a person has to choose. */
  result: string | null;
  /** How often it was looked for, and when to look next. */
  looks: number;
  look_at: number | null;
  created_at: number;
  sent_at: number | null;
  updated_at: number;
  /** When a sealed answer is deleted. */
  expires_at: number | null;
  /** The console that is at it, or looks for what came of it. Null when none does. */
  console: string | null;
  /** When the person said that they know how it ended. Null again once it moves on. */
  seen_at: number | null;
};

/** One row per console process over this store. */
type ConsoleTable = {
  id: string;
  /** When it was heard of last, by the clock of the store. 0 when it has ended. */
  seen_at: number;
};

/** What no two consoles work on at once. */
type LockTable = {
  key: string;
  /** Who has the lock. */
  console: string;
};

/** How a connection was when this console last read it, so that a change made elsewhere is noticed. */
type KnownConnectionTable = {
  account_id: string;
  integration_id: string;
  /** Its configuration, as canonical JSON. */
  state: string;
  /** When the reading began. */
  read_at: number;
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
  /** Only records up to this one may be deleted. */
  pruned_until: number;
};

type AuditKeyTable = {
  epoch: number;
  /** The seed of the epoch's keys, sealed with the configured secret. */
  sealed: string;
  created_at: number;
};
