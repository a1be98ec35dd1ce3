import type { Operation } from "./schedule";

/** What a store fault is played with. Enabling a published app is written down as well, and answered otherwise. */
export type StoreOperation = Operation | "enable";

/**
 * One operation with one way to fail: at its first write, at its second, and so on until it has no more of them. With
 * `commits` only those count, and what commits by itself.
 */
export type StoreLoop = { operation: StoreOperation; how: string; lasting?: boolean; commits?: boolean };

const operations: StoreOperation[] = ["create", "create-public", "update", "delete", "enable"];

/** How the drivers of each store fail. */
const failures = {
  sqlite: ["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY"],
  postgres: ["53100", "40001", "lost-before", "lost-after"],
};
/** The console dies just before, or just after. */
const deaths = ["kill-before", "kill-after"];

export type StoreKind = keyof typeof failures;

/** What passes when it is tried again: nobody may notice it. */
export const passes = ({ how, lasting }: StoreLoop): boolean =>
  !lasting && ["SQLITE_BUSY", "40001", "lost-before", "lost-after"].includes(how);

export const kills = ({ how }: StoreLoop): boolean => deaths.includes(how);

/** Without `all` the console dies around each commit only: within a transaction nothing else comes of it. */
export function storeLoops(store: StoreKind, all: boolean): StoreLoop[] {
  const [lasting = ""] = failures[store];
  return operations.flatMap((operation) => [
    ...deaths.map((how) => ({ operation, how, commits: true })),
    ...(all ? deaths.map((how) => ({ operation, how })) : []),
    ...failures[store].map((how) => ({ operation, how })),
    { operation, how: lasting, lasting: true },
  ]);
}

export const nameOf = ({ operation, how, lasting, commits }: StoreLoop, at: number): string =>
  `${operation}/${how}${commits ? "-commit" : ""}${lasting ? "-lasting" : ""}/${at}`;
