import "server-only";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import type { AccountAnswer } from "@/lib/server/account-client";
import { callAsPerson, type Trace, type UpstreamCall } from "@/lib/server/call-as-person";
import type { Account } from "@/lib/server/configuration";
import { findAccount } from "@/lib/server/env";
import { Failure, problemResponse } from "@/lib/server/failure";
import { errorFields, log } from "@/lib/server/log";
import { readBody, refuseForeignRequest } from "@/lib/server/request-guard";
import { readSession, type Session, sessionCookieName } from "@/lib/server/session";
import { finishing } from "@/lib/server/stopping";
import { isReadOnly } from "@/lib/server/store/condition";
import { storeHeader } from "@/lib/store-state";
import type { z } from "@/lib/zod";

/** What a handler of an account route works with. Its session is known to belong to `account`. */
export type AccountCall<Params> = {
  request: NextRequest;
  /** Names this request in the log, in problems and in the audit log. */
  requestId: string;
  params: Params;
  account: Account;
  session: Session;
  /** The JSON body, parsed. Throws Failure. */
  body: <Schema extends z.ZodType>(schema: Schema) => Promise<z.output<Schema>>;
  /** Calls the account API as the person signed in. Resolves with a JSON 2xx only; throws Failure otherwise. */
  upstream: (call: UpstreamCall) => Promise<AccountAnswer>;
};

type Context<Params> = { params: Promise<Params> };

/**
 * The one wrapper of every account route: decides who may pass, hands the handler what it needs, answers each
 * failure as a problem, and logs one line.
 */
export function accountRoute<Params extends { account_id: string }>(
  handle: (call: AccountCall<Params>) => Promise<Response>,
): (request: NextRequest, context: Context<Params>) => Promise<Response> {
  return async (request, context) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const trace: Trace = {};
    const params = await context.params;
    let problem: Failure | undefined;
    let response: Response;
    try {
      refuseForeignRequest(request);
      const { account, session } = await authorise(request, params.account_id);
      response = await finishing(() =>
        handle({
          request,
          requestId,
          params,
          account,
          session,
          body: (schema) => readBody(request, schema),
          upstream: (call) =>
            callAsPerson({ account, token_hash: session.token_hash }, call, {
              trace,
              // A change runs to its end even when the browser goes away, with its reads: its outcome must be known.
              ...(request.method === "GET" ? { signal: request.signal } : {}),
            }),
        }),
      );
    } catch (error) {
      problem = error instanceof Failure ? error : internalFailure(error, request.method, requestId);
      response = problemResponse(problem, requestId);
    }
    if (isReadOnly()) response.headers.set(storeHeader, "read-only");
    log().info({
      requestId,
      method: request.method,
      path: request.nextUrl.pathname,
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
      ...trace,
      ...(problem ? { problem: problem.type } : {}),
    });
    return response;
  };
}

/** Passes upstream's bytes on as they are: the browser's schema parses them. */
export function passThrough({ body }: AccountAnswer): Response {
  return new Response(new Uint8Array(body), { headers: { "Content-Type": "application/json" } });
}

async function authorise(
  request: NextRequest,
  account_id: string,
): Promise<{ account: Account; session: Session }> {
  const session = await readSession(request.cookies.get(sessionCookieName())?.value);
  if (!session) throw new Failure("unauthenticated", "Nothing was changed.");
  const account = findAccount(account_id);
  if (!account || session.account_id !== account_id)
    throw new Failure("wrong-account", "Nothing was changed.");
  return { account, session };
}

function internalFailure(error: unknown, method: string, requestId: string): Failure {
  log().error({ requestId, ...errorFields(error) }, "request failed");
  if (method === "GET") return new Failure("internal", "Nothing was changed.");
  return new Failure("internal", "The change may or may not have been made.", { outcome: "unknown" });
}
