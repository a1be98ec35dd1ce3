import type { Operation } from "./schedule";
import { type Store, stores } from "./stores";

/** What a store fault is played with. Enabling a published app is written down as well, and answered otherwise. */
export type StoreOperation = Operation | "enable";

/**
 * One operation with one way to fail: at its first write, at its second, and so on until it has no more of them. With
 * `commits` only those count, and what commits by itself.
 */
export type StoreLoop = {
  store: Store;
  operation: StoreOperation;
  how: string;
  lasting?: boolean;
  commits?: boolean;
};

export const operations: StoreOperation[] = ["create", "create-public", "update", "delete", "enable"];

/** How the drivers of each store fail. */
const failures: Record<Store, string[]> = {
  sqlite: ["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY"],
  postgres: ["53100", "40001", "lost-before", "lost-after"],
};
/** The console dies just before, or just after. */
const deaths = ["kill-before", "kill-after"];

/** What passes when it is tried again: nobody may notice it. */
export const passes = ({ how, lasting }: StoreLoop): boolean =>
  !lasting && ["SQLITE_BUSY", "40001", "lost-before", "lost-after"].includes(how);

export const kills = ({ how }: StoreLoop): boolean => deaths.includes(how);

/** Without `all` the console dies around each commit only: within a transaction nothing else comes of it. */
export const storeLoops = (all: boolean): StoreLoop[] =>
  operations.flatMap((operation) => [
    ...deaths.map((how) => ({ store: "sqlite" as const, operation, how, commits: true })),
    ...(all ? deaths.map((how) => ({ store: "sqlite" as const, operation, how })) : []),
    ...stores.flatMap((store) => {
      const [lasting = ""] = failures[store];
      return [
        ...failures[store].map((how) => ({ store, operation, how })),
        { store, operation, how: lasting, lasting: true },
      ];
    }),
  ]);

export const nameOf = ({ operation, how, lasting, commits }: StoreLoop, at: number): string =>
  `${operation}/${how}${commits ? "-commit" : ""}${lasting ? "-lasting" : ""}/${at}`;
