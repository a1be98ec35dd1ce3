/** What the client was told of one thing it asked for, in the end. */
export type Told =
  /** It opened this secret, and confirmed it. */
  | { is: "secret"; secret: string; integration_id: string }
  | { is: "done"; integration_id: string }
  /** It was told that nobody knows, and saw in the connection that it was done. */
  | { is: "seen"; integration_id: string }
  /** It exists, and its secret is lost. */
  | { is: "orphan"; integration_id: string }
  /** Several could be it. */
  | { is: "needs_you" }
  /** Nothing was done. */
  | { is: "nothing"; why: string }
  /** It may or may not have been done, and the console does not go on looking. */
  | { is: "unknown"; why: string }
  /** What no client should ever see. */
  | { is: "wrong"; why: string };

/** One thing the client asked for, under one key, and the calls of the ledger that fall into its time. */
export type Try = {
  intent_id: string | undefined;
  /** The last call in the ledger when it began, and when the outcome was told. */
  from: number;
  until: number;
  told: Told;
};

/** All that happened in one schedule. */
export type Story = {
  name: string;
  tries: Try[];
  /** Calls of the console that the repairs took: two are promised, when nothing goes wrong in them. */
  repairCalls: number[];
  received: string[];
};
