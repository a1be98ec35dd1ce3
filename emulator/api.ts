import { Hono } from "hono";
import { requireAdmin, requireScope } from "./api-auth";
import { ApiError, errorResponse } from "./api-errors";
import { customAppIntegrations } from "./custom-app-integrations";
import { type ApiEnv, target } from "./http";
import { jsonResponse } from "./json";
import { publishedAppIntegrations } from "./published-app-integrations";
import { publishedApps } from "./published-apps";
import type { World } from "./world";

/** The account REST API, below `/api/2.0/accounts/{account_id}`. Each resource family is a file of its own. */
export const accountApi = (world: World): Hono<ApiEnv> =>
  new Hono<ApiEnv>()
    .use(requireAdmin(world))
    .route("/oauth2/custom-app-integrations", customAppIntegrations)
    .route("/oauth2/published-apps", publishedApps)
    .route("/oauth2/published-app-integrations", publishedAppIntegrations(world))
    // The probe the official CLI uses to see whether a caller is an account admin.
    .get("/workspaces", requireScope(["all-apis"]), () => jsonResponse([]))
    .all("/*", (c) => {
      throw noEndpoint(c.req.method, target(c.req.url).path);
    })
    .onError((error) => errorResponse(error));

export const noEndpoint = (method: string, path: string): ApiError =>
  new ApiError("ENDPOINT_NOT_FOUND", `No API found for '${method} ${path}'`);

export const noAccount = (accountId: string): ApiError =>
  new ApiError("RESOURCE_DOES_NOT_EXIST", `Account '${accountId}' does not exist.`);
