import type { Fault } from "../support/emulator-control";

/** What somebody asks for: a connection with a secret, one without, a change, a deletion. */
export type Operation = "create" | "create-public" | "update" | "delete";

/** What the client does besides waiting for its answer. */
export type Behaviour =
  | { is: "stays" }
  /** Gives up its request after so many milliseconds, and asks again with the same key. */
  | { is: "comes-back"; after_ms: number }
  /** Gives up its request, and only looks at what is open, as a new tab does. */
  | { is: "looks-again"; after_ms: number }
  /** Sends the same request so many times at once. */
  | { is: "doubles"; times: number }
  /** Sends another request under the same key, while the first is under way and afterwards. */
  | { is: "reuses-key" };

/** Where a schedule stands when the console is killed. */
export type KillPoint =
  /** The call that a fault holds, or slows down, is open. */
  | { is: "calling"; method: string; path: string }
  /** The client has the sealed answer and has not confirmed it. */
  | { is: "sealed" }
  /** The client was told that the outcome is being checked. */
  | { is: "unknown" }
  /** It was told that the secret is lost, and has repaired nothing yet. */
  | { is: "orphan" }
  /** Something is written to the store. */
  | { is: "writing" };

export type Schedule = {
  /** Its place in the catalogue, or in the random ones of a seed. */
  number: number;
  says: string;
  operation: Operation;
  /** Set before the client acts, and taken away once it was told the first outcome, unless `lasting`. */
  faults: Fault[];
  lasting?: boolean;
  behaviour: Behaviour;
  kill?: KillPoint;
};

export type Draft = Partial<Omit<Schedule, "number">> & Pick<Schedule, "says">;

/** The calls that the faults of a schedule hit. */
export const callOf: Record<Operation, { method: string; path: string }> = {
  create: { method: "POST", path: "*/custom-app-integrations" },
  "create-public": { method: "POST", path: "*/custom-app-integrations" },
  update: { method: "PATCH", path: "*/custom-app-integrations/*" },
  delete: { method: "DELETE", path: "*/custom-app-integrations/*" },
};

/** A fault that hits the call of the operation once. */
export const once = (operation: Operation, fault: Fault): Fault => ({
  ...callOf[operation],
  times: 1,
  ...fault,
});

/** A fault that hits some of the lists that are read: the first is the one before the create. */
export const onLists = (fault: Fault): Fault => ({
  method: "GET",
  path: "*/custom-app-integrations",
  ...fault,
});

export const numbered = (drafts: readonly Draft[]): Schedule[] =>
  drafts.map((draft, number) => ({
    operation: "create",
    faults: [],
    behaviour: { is: "stays" },
    ...draft,
    number,
  }));

/** Texts in the answer to a create, as the emulator writes it, and where they end. */
const ids = { integration_id: "x".repeat(36), client_id: "x".repeat(36), client_secret: "x".repeat(36) };

/** Bytes of the answer to a create after which its secret has arrived, with its quotation mark. */
export const secretEnd = JSON.stringify(ids).length - 1;

/** Bytes of a whole answer to a create. Principal ids have 16 digits. */
export const answerLength = JSON.stringify({ ...ids, principal_id: 9_007_199_254_740_992 }).length;
