import { toBase64url } from "@/lib/base64url";
import { type Send, send } from "@/lib/http";
import { idempotencyHeader } from "@/lib/intents";
import { ApiError, isProblem } from "@/lib/problems";
import type { z } from "@/lib/zod";

type Change<Schema extends z.ZodType> = Omit<Send<Schema>, "method" | "signal"> & {
  method: "POST" | "PATCH" | "DELETE";
};

/** What each try of one change carries. */
type Attempt = { headers: Record<string, string>; given: Given };
/** Made once per change, with what has to be undone when it comes to nothing. */
export type Given = { headers: Record<string, string>; undo: () => Promise<void> };

/** Attempts of this page whose outcome it has not heard, by what they ask for. */
const unheard = new Map<string, Promise<Attempt>>();
const nothing = async (): Promise<Given> => ({ headers: {}, undo: async () => {} });

/** Milliseconds between two questions about the same change, and how often it is asked. */
const pause = 1_000;
const questions = 120;

/**
 * Makes a change once, however often it is called with the same request: until an answer has come, every try carries
 * the same idempotency key, and the server says what became of it. `prepare` makes what else the tries carry.
 * Throws ApiError as `send` does; when the console did not answer, the next call goes on with the same attempt.
 */
export async function sendOnce<Schema extends z.ZodType>(
  path: string,
  change: Change<Schema>,
  prepare: () => Promise<Given> = nothing,
): Promise<z.output<Schema>> {
  const form = JSON.stringify([path, change.method, change.body, change.headers]);
  const started = unheard.get(form) ?? startAttempt(prepare);
  unheard.set(form, started);
  try {
    const attempt = await started;
    const answer = await ask(() =>
      send(path, { ...change, headers: { ...change.headers, ...attempt.headers } }),
    );
    unheard.delete(form);
    return answer;
  } catch (error) {
    if (isUnanswered(error) || isProblem(error, ...passing)) throw error;
    // The next try is another change. What came to nothing leaves nothing behind.
    unheard.delete(form);
    if (!(error instanceof ApiError) || error.problem.outcome === "none")
      void started.then(({ given }) => given.undo()).catch(() => undefined);
    throw error;
  }
}

async function startAttempt(prepare: () => Promise<Given>): Promise<Attempt> {
  const key = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const given = await prepare();
  return { headers: { ...given.headers, [idempotencyHeader]: key }, given };
}

/** No word of the console arrived, only silence or something in front of it: whether it heard is not known. */
function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && error.problem.outcome === "unknown" && error.problem.requestId === "";
}

/** What passes by itself: the change is under way, or the console will be back in a moment. */
const passing = ["in-flight", "stopping"] as const;

/** Asks again while it passes by itself, and a few times when no answer comes; offline, once the network is back. */
async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  let silent = 0;
  for (let asked = 1; ; asked++) {
    try {
      return await question();
    } catch (error) {
      if (isUnanswered(error)) silent += 1;
      else if (!isProblem(error, ...passing)) throw error;
      if (isOffline()) {
        await backOnline();
        silent = 0;
      } else if (silent === 3 || asked === questions) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const isOffline = (): boolean => globalThis.navigator?.onLine === false;

const backOnline = (): Promise<void> =>
  new Promise((resolve) => addEventListener("online", () => resolve(), { once: true }));
