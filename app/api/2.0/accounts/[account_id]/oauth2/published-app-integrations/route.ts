import { accountApiPaths } from "@/lib/account-api/paths";
import { enableRequestSchema } from "@/lib/account-api/published-apps";
import { accountRoute, passThrough } from "@/lib/server/account-route";
import { createPublishedAppIntegration } from "@/lib/server/create-published-app-integration";
import { listQuery } from "@/lib/server/list-query";

export const GET = accountRoute(async ({ request, params, upstream }) =>
  passThrough(
    await upstream({
      method: "GET",
      path: accountApiPaths.publishedAppIntegrations(params.account_id),
      query: listQuery(request.nextUrl.searchParams, []),
    }),
  ),
);

export const POST = accountRoute(async (call) =>
  createPublishedAppIntegration(call, call.params.account_id, await call.body(enableRequestSchema)),
);
