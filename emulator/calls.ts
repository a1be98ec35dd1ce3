import type { MiddlewareHandler } from "hono";
import { noAccount } from "./api";
import { errorResponse } from "./api-errors";
import { injectFault } from "./fault-injection";
import { type CallEnv, target } from "./http";
import { openCall } from "./ledger";
import type { World } from "./world";

/** Finds the account a path names; without it there is neither ledger nor fault. */
export const withAccount =
  (world: World): MiddlewareHandler<CallEnv> =>
  async (c, next) => {
    const accountId = c.req.param("account_id") ?? "";
    const account = world.account(accountId);
    if (!account) return errorResponse(noAccount(accountId));
    c.set("account", account);
    return next();
  };

/** Writes the call down, before it starts and with how it ended. */
export const recorded: MiddlewareHandler<CallEnv> = async (c, next) => {
  const { path, query } = target(c.req.url);
  // Tokens and codes travel in queries of the sign-in; the ledger names calls, it does not repeat them.
  const call = openCall(c.var.account.ledger, c.req.method, path, path.startsWith("/api/") ? query : "");
  c.set("call", call);
  await next();
  const { incoming, outgoing } = c.env;
  if (outgoing.headersSent) call.status = outgoing.statusCode;
  else if (!incoming.socket.destroyed) call.status = c.res.status;
};

/** Lets the fault set for this call act, if there is one. */
export const faulty: MiddlewareHandler<CallEnv> = async (c, next) => {
  const { account, call } = c.var;
  if (call.path.endsWith("/v1/token")) {
    const grantType = new URLSearchParams(await c.req.text()).get("grant_type");
    if (grantType !== null) call.grant_type = grantType;
  }
  const fault = account.faults.take({ method: call.method, path: call.path, grantType: call.grant_type });
  if (!fault) return next();
  call.fault = fault.kind;
  await injectFault(fault, c, next);
};
