import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { noteTrouble } from "@/lib/server/store/condition";
import { StoreFailure, storeFailureOf } from "@/lib/server/store/store-failure";

/** How often something is tried again, and milliseconds after which it is not: somebody waits for it. */
const mostRepeats = 3;
const budget = 8_000;
/** Milliseconds before the first repetition at most; doubled for each. */
const shortestPause = 50;

/**
 * Does some work with the store, again while what goes wrong may pass. `again` tells that an earlier try may have been
 * committed although nobody heard of it. Throws StoreFailure, not transient any more, when it is given up.
 */
export async function persistently<Result>(work: (again: boolean) => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + budget;
  for (let repeats = 0; ; repeats++) {
    try {
      return await work(repeats > 0);
    } catch (error) {
      const failure = storeFailureOf(error);
      if (!failure) throw error;
      if (!failure.transient || repeats === mostRepeats || Date.now() > deadline) {
        noteTrouble(failure);
        throw new StoreFailure(failure.code, false, failure.cause);
      }
      await sleep(shortestPause * 2 ** repeats * (0.5 + Math.random() / 2));
    }
  }
}
