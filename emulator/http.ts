import type { HttpBindings } from "@hono/node-server";
import type { Account } from "./account";
import type { Caller } from "./api-auth";
import type { CallRecord } from "./ledger";

/** What travels with a request from one handler to the next. */
export type CallEnv = { Bindings: HttpBindings; Variables: { account: Account; call: CallRecord } };
export type ApiEnv = { Bindings: HttpBindings; Variables: CallEnv["Variables"] & { caller: Caller } };

/** Path and query of a request as they were sent. */
export const target = (url: string): { path: string; query: string } => {
  const { pathname, search } = new URL(url);
  return { path: pathname, query: search.slice(1) };
};
