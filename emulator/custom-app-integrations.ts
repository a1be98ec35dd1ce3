import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import {
  addIntegration,
  type CustomAppIntegration,
  newPrincipalId,
  newSecret,
  removeIntegration,
  replaceIntegration,
} from "./account";
import { requireScope } from "./api-auth";
import { ApiError, invalidFields } from "./api-errors";
import { APP_INTEGRATION_SCOPES, DEFAULT_SCOPES } from "./assumptions";
import { checkConsent, parseCreate, parseUpdate } from "./custom-app-schema";
import { type ApiEnv, target } from "./http";
import { jsonResponse } from "./json";
import { append } from "./ledger";
import { listed } from "./listing";
import { pageOf, readPage } from "./paging";
import { readBody } from "./request-body";
import { policyWireForm } from "./token-policy";

export const customAppIntegrations = new Hono<ApiEnv>()
  .use(requireScope(APP_INTEGRATION_SCOPES))
  .post("/", async (c) => {
    const given = parseCreate(await readBody(c));
    const scopes = given.scopes ?? DEFAULT_SCOPES;
    checkConsent(scopes, given.user_authorized_scopes);
    const { account, caller, call } = c.var;
    const created = addIntegration(account, {
      ...given,
      scopes,
      integration_id: randomUUID(),
      client_id: randomUUID(),
      client_secret: given.confidential ? newSecret() : undefined,
      created_by: caller.id,
      creator_username: caller.user_name,
      created_at: Date.now(),
      principal_id: newPrincipalId(),
    });
    const { integration_id, client_id, client_secret, principal_id } = created;
    Object.assign(call, { committed: true, integration_id, secret_issued: client_secret !== undefined });
    if (client_secret !== undefined) {
      append(account.ledger.secrets, {
        seq: call.seq,
        time: call.time,
        integration_id,
        client_id,
        client_secret,
      });
    }
    return jsonResponse({ integration_id, client_id, client_secret, principal_id });
  })
  .get("/", (c) => {
    const { account } = c.var;
    const query = new URLSearchParams(target(c.req.url).query);
    const withCreator = flag(query, "include_creator_username");
    const page = readPage(query, `${account.account_id}/custom`, account.faults);
    const { items, next_page_token } = pageOf(
      listed(account, account.integrations.values(), query.get("search_keyword") ?? "", searchedTexts),
      page,
      account.faults,
    );
    const apps = items.map((integration) => wireForm(integration, withCreator));
    return jsonResponse({ apps: apps.length > 0 ? apps : undefined, next_page_token });
  })
  .get("/:integration_id", (c) => jsonResponse(wireForm(find(c), false)))
  .patch("/:integration_id", async (c) => {
    const body = await readBody(c);
    const integration = find(c);
    const given = parseUpdate(body);
    const changed: CustomAppIntegration = {
      ...integration,
      redirect_urls: given.redirect_urls ?? integration.redirect_urls,
      scopes: given.scopes ?? integration.scopes,
      user_authorized_scopes: given.user_authorized_scopes ?? integration.user_authorized_scopes,
      token_access_policy: given.token_access_policy ?? integration.token_access_policy,
    };
    checkConsent(changed.scopes, changed.user_authorized_scopes);
    replaceIntegration(c.var.account, changed);
    Object.assign(c.var.call, { committed: true });
    return jsonResponse({});
  })
  .delete("/:integration_id", (c) => {
    const integration = find(c);
    const { integration_id, client_id, name } = integration;
    const { account, call } = c.var;
    removeIntegration(account, integration);
    append(account.ledger.deletions, { seq: call.seq, time: call.time, integration_id, client_id, name });
    Object.assign(call, { committed: true });
    return jsonResponse({});
  });

const find = (c: Context<ApiEnv>): CustomAppIntegration => {
  const id = c.req.param("integration_id") ?? "";
  c.var.call.integration_id = id;
  const found = c.var.account.integrations.get(id);
  if (!found) throw new ApiError("RESOURCE_DOES_NOT_EXIST", `OAuth app integration '${id}' does not exist.`);
  return found;
};

const flag = (query: URLSearchParams, name: string): boolean => {
  const given = query.get(name) ?? "false";
  if (given !== "true" && given !== "false")
    throw invalidFields([{ field: name, description: "must be true or false" }]);
  return given === "true";
};

const searchedTexts = ({ name, client_id, integration_id }: CustomAppIntegration): string[] => [
  name,
  client_id,
  integration_id,
];

/** As proto JSON shows a message: what is false, zero or empty is left out. Never a secret. */
const wireForm = (integration: CustomAppIntegration, withCreator: boolean) => ({
  integration_id: integration.integration_id,
  client_id: integration.client_id,
  name: integration.name,
  confidential: integration.confidential || undefined,
  redirect_urls: unlessEmpty(integration.redirect_urls),
  scopes: unlessEmpty(integration.scopes),
  user_authorized_scopes: unlessEmpty(integration.user_authorized_scopes),
  token_access_policy: policyWireForm(integration.token_access_policy),
  is_agent: integration.is_agent || undefined,
  created_by: integration.created_by,
  creator_username: withCreator ? integration.creator_username : undefined,
  create_time: new Date(integration.created_at).toISOString(),
  principal_id: integration.principal_id,
});

const unlessEmpty = (list: readonly string[]): readonly string[] | undefined =>
  list.length > 0 ? list : undefined;
