import { accountApiPaths } from "@/lib/account-api/paths";
import { updatePublishedRequestSchema } from "@/lib/account-api/published-apps";
import { accountRoute, passThrough } from "@/lib/server/account-route";
import { disablePublishedApp, updatePublishedApp } from "@/lib/server/change-published-app-integration";

type Params = { account_id: string; integration_id: string };

export const GET = accountRoute<Params>(async ({ params, upstream }) =>
  passThrough(
    await upstream({
      method: "GET",
      path: accountApiPaths.publishedAppIntegration(params.account_id, params.integration_id),
    }),
  ),
);

export const PATCH = accountRoute<Params>(async (call) =>
  updatePublishedApp(call, call.params, await call.body(updatePublishedRequestSchema)),
);

export const DELETE = accountRoute<Params>(async (call) => disablePublishedApp(call, call.params));
