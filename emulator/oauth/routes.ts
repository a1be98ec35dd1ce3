import { type Context, Hono } from "hono";
import { type CallEnv, target } from "../http";
import type { World } from "../world";
import { findClient } from "./clients";
import type { OAuthRequest, OAuthServer } from "./server";
import { expiredPage, signInPage } from "./sign-in-page";

/** The OAuth server and its sign-in page, below `/oidc/accounts/{account_id}`. */
export const oauthRoutes = (world: World): Hono<CallEnv> => {
  const serverOf = (c: Context<CallEnv>): OAuthServer => {
    const server = world.oauth(c.var.account.account_id);
    if (!server) throw new Error(`account ${c.var.account.account_id} disappeared during a request`);
    return server;
  };

  return new Hono<CallEnv>()
    .get("/sign-in/:uid", async (c) => {
      const interaction = await serverOf(c)
        .interaction(await oauthRequest(c))
        .catch(() => undefined);
      if (!interaction) return expiredPage();
      const { client_id, scope, redirect_uri } = interaction.params;
      const client = findClient(c.var.account, String(client_id));
      return signInPage({
        account: c.var.account,
        clientName: client?.name ?? String(client_id),
        scope: String(scope),
        redirectUri: String(redirect_uri),
      });
    })
    .post("/sign-in/:uid", async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const person = c.var.account.people.find(({ user_name }) => user_name === form.get("person"));
      if (person) c.var.call.person = person.user_name;
      const result = person
        ? { login: { accountId: person.user_name, remember: false }, consent: {} }
        : { error: "access_denied", error_description: "The request was denied." };
      const next = await serverOf(c)
        .finishInteraction(await oauthRequest(c), result)
        .catch(() => undefined);
      return next === undefined ? expiredPage() : c.redirect(next, 303);
    })
    .all("/*", async (c) => {
      // The library would also serve HEAD, OPTIONS and its own interaction routes; it answers 404 to what it lacks.
      return serverOf(c).handle(await oauthRequest(c), c.var.call);
    });
};

const oauthRequest = async (c: Context<CallEnv>): Promise<OAuthRequest> => {
  const { path, query } = target(c.req.url);
  const below = path.slice(`/oidc/accounts/${c.var.account.account_id}`.length);
  return {
    method: c.req.method,
    url: query === "" ? below : `${below}?${query}`,
    headers: c.req.raw.headers,
    body: c.req.method === "POST" ? await c.req.text() : "",
  };
};
