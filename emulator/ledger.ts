import type { Fault } from "./faults";

/** What a call turned out to be. Handlers fill it in while they work. */
export type CallRecord = {
  seq: number;
  time: string;
  method: string;
  path: string;
  query?: string;
  grant_type?: string;
  client_id?: string;
  person?: string;
  /** Null when no status line was sent. */
  status: number | null;
  /** Whether the call changed the account, whatever was answered. */
  committed: boolean;
  fault?: Fault["kind"];
  integration_id?: string;
  /** For integrations of published apps. */
  app_id?: string;
  secret_issued?: boolean;
};

type SecretRecord = {
  seq: number;
  time: string;
  integration_id: string;
  client_id: string;
  client_secret: string;
};
type DeletionRecord = {
  seq: number;
  time: string;
  integration_id: string;
  /** Empty for a published app that is in the catalogue no more. */
  client_id: string;
  name: string;
};
type TokenRecord = {
  seq: number;
  time: string;
  kind: "access_token" | "refresh_token" | "id_token";
  client_id: string;
  value: string;
};

/** Ground truth of one account, for tests to compare a client's story with. `seq` ties a record to its call. */
export type Ledger = {
  calls: CallRecord[];
  secrets: SecretRecord[];
  deletions: DeletionRecord[];
  tokens: TokenRecord[];
  refreshes: number;
  next_seq: number;
};

const LIMIT = 10_000;

export const newLedger = (): Ledger => ({
  calls: [],
  secrets: [],
  deletions: [],
  tokens: [],
  refreshes: 0,
  next_seq: 1,
});

export const openCall = (ledger: Ledger, method: string, path: string, query: string): CallRecord => {
  const call: CallRecord = {
    seq: ledger.next_seq++,
    time: new Date().toISOString(),
    method,
    path,
    ...(query === "" ? {} : { query }),
    status: null,
    committed: false,
  };
  append(ledger.calls, call);
  return call;
};

export const append = <T>(records: T[], record: T): void => {
  records.push(record);
  if (records.length > LIMIT) records.shift();
};
