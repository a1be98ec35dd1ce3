import { accountApiPaths } from "@/lib/account-api/paths";
import { updatePublishedRequestSchema } from "@/lib/account-api/published-apps";
import { type AccountCall, accountRoute, passThrough } from "@/lib/server/account-route";
import { deleteIntegration } from "@/lib/server/delete-integration";
import { updatePublishedAppIntegration } from "@/lib/server/update-published-app-integration";

type Params = { account_id: string; integration_id: string };

const pathOf = ({ params }: AccountCall<Params>) =>
  accountApiPaths.publishedAppIntegration(params.account_id, params.integration_id);

export const GET = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "GET", path: pathOf(call) })),
);

export const PATCH = accountRoute<Params>(async (call) =>
  updatePublishedAppIntegration(call, call.params, await call.body(updatePublishedRequestSchema)),
);

export const DELETE = accountRoute<Params>(async (call) =>
  deleteIntegration(call, {
    kind: "published_app.delete",
    integration_id: call.params.integration_id,
    path: pathOf(call),
  }),
);
