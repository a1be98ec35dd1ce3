import { createRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { accountRoute, passThrough } from "@/lib/server/account-route";
import { createCustomAppIntegration } from "@/lib/server/create-custom-app-integration";
import { listQuery } from "@/lib/server/list-query";
import { redirectContext } from "@/lib/server/redirect-policy";

export const GET = accountRoute(async ({ request, params, upstream }) =>
  passThrough(
    await upstream({
      method: "GET",
      path: accountApiPaths.customAppIntegrations(params.account_id),
      query: listQuery(request.nextUrl.searchParams, ["include_creator_username"]),
    }),
  ),
);

export const POST = accountRoute(async (call) =>
  createCustomAppIntegration(call, await call.body(createRequestSchema(redirectContext()))),
);
