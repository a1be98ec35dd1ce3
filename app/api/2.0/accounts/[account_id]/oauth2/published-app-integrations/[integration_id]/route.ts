import { accountApiPaths } from "@/lib/account-api/paths";
import { updatePublishedRequestSchema } from "@/lib/account-api/published-apps";
import { type AccountCall, accountRoute, passThrough } from "@/lib/server/account-route";
import { updatePublishedAppIntegration } from "@/lib/server/update-published-app-integration";

type Params = { account_id: string; integration_id: string };

const pathOf = ({ params }: AccountCall<Params>) =>
  accountApiPaths.publishedAppIntegration(params.account_id, params.integration_id);

export const GET = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "GET", path: pathOf(call) })),
);

export const PATCH = accountRoute<Params>(async (call) =>
  updatePublishedAppIntegration(call, pathOf(call), await call.body(updatePublishedRequestSchema)),
);

export const DELETE = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "DELETE", path: pathOf(call) })),
);
