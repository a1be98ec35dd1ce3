import { Hono } from "hono";
import type { Account } from "./account";
import { type Action, actionSchema } from "./control-schema";
import { fromJson, jsonResponse } from "./json";
import { CONSOLE_SCOPES, type World } from "./world";

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** What tests set and read behind the API's back. Mounted only when it is wanted. */
export const control = (world: World): Hono =>
  new Hono()
    .use(async (c, next) => {
      // A browser sends one of these with everything a page makes it send; a page must never get here.
      const fromPage = c.req.header("origin") !== undefined || c.req.header("sec-fetch-site") !== undefined;
      if (fromPage || !LOOPBACK_HOST.test(c.req.header("host") ?? "")) {
        return jsonResponse({ error: "The control endpoint does not answer web pages." }, 403);
      }
      return next();
    })
    .get("/", () => jsonResponse({ host: world.origin, accounts: world.accounts().map(overview) }))
    .get("/accounts/:account_id/ledger", (c) => {
      const account = world.account(c.req.param("account_id"));
      if (!account) return unknownAccount();
      const { calls, secrets, deletions, tokens, refreshes } = account.ledger;
      return jsonResponse({ calls, secrets, deletions, tokens, refreshes });
    })
    .post("/", async (c) => {
      const parsed = actionSchema.safeParse(parsedBody(await c.req.text()));
      if (!parsed.success)
        return jsonResponse({ error: "Unknown action.", issues: parsed.error.issues }, 400);
      return act(world, parsed.data);
    });

const act = (world: World, action: Action): Response => {
  if (action.action === "create_accounts") {
    const { count, name_prefix, ...options } = action;
    const created = Array.from({ length: count }, (_, index) =>
      world.create(undefined, { ...options, name: `${name_prefix} ${index + 1}` }),
    );
    return jsonResponse(created.map(overview));
  }
  if (action.action === "create_account") {
    if (action.account_id !== undefined && world.account(action.account_id)) {
      return jsonResponse({ error: "There is such an account." }, 409);
    }
    return jsonResponse(overview(world.create(action.account_id, action)));
  }
  const account = world.account(action.account_id);
  return account ? actOn(world, account, action) : unknownAccount();
};

type AccountAction = Exclude<Action, { action: "create_account" | "create_accounts" }>;

const actOn = (world: World, account: Account, action: AccountAction): Response => {
  switch (action.action) {
    case "reset_account":
      return jsonResponse(overview(world.reset(account, action)));
    case "set_faults":
      account.faults.set(action.faults);
      break;
    case "clear_faults":
      account.faults.set([]);
      break;
    case "revoke_tokens":
      world.oauth(account.account_id)?.store.revokeAll();
      world.accessTokens.expire(account.account_id);
      break;
    case "expire_access_tokens":
      world.accessTokens.expire(account.account_id);
      break;
    case "set_role": {
      const person = account.people.find(({ user_name }) => user_name === action.user_name);
      if (!person) return jsonResponse({ error: "There is no such person." }, 404);
      person.account_admin = action.account_admin;
    }
  }
  return jsonResponse(overview(account));
};

const overview = (account: Account) => {
  const consoleApp = account.integrations_by_client.get(account.console_client_id);
  return {
    account_id: account.account_id,
    name: account.name,
    cloud: account.cloud,
    console: {
      client_id: account.console_client_id,
      client_secret: consoleApp?.client_secret,
      redirect_urls: consoleApp?.redirect_urls ?? [],
      scopes: CONSOLE_SCOPES,
    },
    people: account.people.map(({ user_name, display_name, account_admin }) => ({
      user_name,
      display_name,
      roles: account_admin ? ["account_admin"] : [],
    })),
    service_principal: account.service_principal,
  };
};

const unknownAccount = (): Response => jsonResponse({ error: "There is no such account." }, 404);

const parsedBody = (text: string): unknown => {
  try {
    return fromJson(text);
  } catch {
    return undefined;
  }
};
