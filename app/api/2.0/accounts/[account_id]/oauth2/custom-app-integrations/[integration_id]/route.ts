import { updateRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { type AccountCall, accountRoute, passThrough } from "@/lib/server/account-route";
import { updateCustomAppIntegration } from "@/lib/server/update-custom-app-integration";

type Params = { account_id: string; integration_id: string };

const pathOf = ({ params }: AccountCall<Params>) =>
  accountApiPaths.customAppIntegration(params.account_id, params.integration_id);

export const GET = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "GET", path: pathOf(call) })),
);

export const PATCH = accountRoute<Params>(async (call) =>
  updateCustomAppIntegration({
    path: pathOf(call),
    body: await call.body(updateRequestSchema),
    ifMatch: call.request.headers.get("if-match"),
    upstream: call.upstream,
  }),
);

export const DELETE = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "DELETE", path: pathOf(call) })),
);
