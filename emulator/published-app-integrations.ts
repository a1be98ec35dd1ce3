import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type Account, addPublished, type PublishedAppIntegration, publishedById } from "./account";
import { type Caller, requireScope } from "./api-auth";
import { ApiError, invalidFields } from "./api-errors";
import { APP_INTEGRATION_SCOPES } from "./assumptions";
import { type ApiEnv, target } from "./http";
import { jsonResponse } from "./json";
import { append } from "./ledger";
import { listed } from "./listing";
import { pageOf, readPage } from "./paging";
import { parseWith, readBody } from "./request-body";
import { appById, resolveApp } from "./seed/catalogue";
import { policyWireForm, tokenPolicySchema } from "./token-policy";
import type { World } from "./world";

const createSchema = z.strictObject({
  app_id: z.string().min(1),
  token_access_policy: tokenPolicySchema.optional(),
});

const updateSchema = z.strictObject({ token_access_policy: tokenPolicySchema.optional() });

/** Which published apps an account has enabled. Takes the world because disabling one ends the tokens it gave out. */
export const publishedAppIntegrations = (world: World): Hono<ApiEnv> =>
  new Hono<ApiEnv>()
    .use(requireScope(APP_INTEGRATION_SCOPES))
    .post("/", async (c) => {
      const { account, caller, call } = c.var;
      const { integration_id, app_id } = enable(account, caller, parseWith(createSchema, await readBody(c)));
      Object.assign(call, { committed: true, integration_id, app_id });
      return jsonResponse({ integration_id });
    })
    .get("/", (c) => {
      const { account } = c.var;
      const query = new URLSearchParams(target(c.req.url).query);
      const page = readPage(query, `${account.account_id}/published`, account.faults);
      const keyword = query.get("search_keyword") ?? "";
      const rows = listed(account, account.published.values(), keyword, searchedTexts);
      const { items, next_page_token } = pageOf(rows, page, account.faults);
      return jsonResponse({ apps: items.length > 0 ? items.map(wireForm) : undefined, next_page_token });
    })
    .get("/:integration_id", (c) => jsonResponse(wireForm(find(c))))
    .patch("/:integration_id", async (c) => {
      const body = await readBody(c);
      const integration = find(c);
      const given = parseWith(updateSchema, body);
      const token_access_policy = given.token_access_policy ?? integration.token_access_policy;
      c.var.account.published.set(integration.app_id, { ...integration, token_access_policy });
      Object.assign(c.var.call, { committed: true });
      return jsonResponse({});
    })
    .delete("/:integration_id", (c) => {
      const { integration_id, app_id, name } = find(c);
      const { account, call } = c.var;
      const app = appById(app_id);
      account.published.delete(app_id);
      if (app && !app.always_available) world.endTokensOf(account, app.client_id);
      append(account.ledger.deletions, {
        seq: call.seq,
        time: call.time,
        integration_id,
        client_id: app?.client_id ?? "",
        name,
      });
      Object.assign(call, { committed: true });
      return jsonResponse({});
    });

const enable = (
  account: Account,
  caller: Caller,
  given: z.output<typeof createSchema>,
): PublishedAppIntegration => {
  const app = resolveApp(given.app_id);
  if (!app)
    throw invalidFields([{ field: "app_id", description: `'${given.app_id}' is not a published app` }]);
  if (account.published.has(app.app_id)) {
    throw new ApiError(
      "RESOURCE_ALREADY_EXISTS",
      `Published OAuth app integration for app '${app.app_id}' already exists.`,
    );
  }
  return addPublished(account, {
    integration_id: randomUUID(),
    app_id: app.app_id,
    name: app.name,
    token_access_policy: given.token_access_policy ?? app.default_policy,
    created_by: caller.id,
    created_at: Date.now(),
  });
};

const find = (c: Context<ApiEnv>): PublishedAppIntegration => {
  const id = c.req.param("integration_id") ?? "";
  c.var.call.integration_id = id;
  const found = publishedById(c.var.account, id);
  if (!found) {
    throw new ApiError("RESOURCE_DOES_NOT_EXIST", `Published OAuth app integration '${id}' does not exist.`);
  }
  c.var.call.app_id = found.app_id;
  return found;
};

const searchedTexts = ({ name, app_id, integration_id }: PublishedAppIntegration): string[] => [
  name,
  appById(app_id)?.client_id ?? "",
  integration_id,
];

const wireForm = (integration: PublishedAppIntegration) => ({
  app_id: integration.app_id,
  integration_id: integration.integration_id,
  name: integration.name,
  create_time: new Date(integration.created_at).toISOString(),
  created_by: integration.created_by,
  token_access_policy: policyWireForm(integration.token_access_policy),
});
