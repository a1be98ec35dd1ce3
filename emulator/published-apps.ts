import { Hono } from "hono";
import { requireScope } from "./api-auth";
import { APP_INTEGRATION_SCOPES } from "./assumptions";
import { type ApiEnv, target } from "./http";
import { jsonResponse } from "./json";
import { pageOf, readPage } from "./paging";
import { catalogue, type PublishedApp } from "./seed/catalogue";

/** What the vendor publishes. Read only, and the same for every account. */
export const publishedApps = new Hono<ApiEnv>().use(requireScope(APP_INTEGRATION_SCOPES)).get("/", (c) => {
  const { account_id, faults } = c.var.account;
  const page = readPage(new URLSearchParams(target(c.req.url).query), `${account_id}/published-apps`, faults);
  const { items, next_page_token } = pageOf(catalogue, page, faults);
  return jsonResponse({ apps: items.length > 0 ? items.map(wireForm) : undefined, next_page_token });
});

/** Unlike other messages this one shows its false: it has been seen to. */
const wireForm = ({ app_id, client_id, name, description, redirect_urls, scopes }: PublishedApp) => ({
  app_id,
  client_id,
  name,
  description,
  is_confidential_client: false,
  redirect_urls,
  scopes,
});
