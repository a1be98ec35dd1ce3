import { updateRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { type AccountCall, accountRoute, passThrough } from "@/lib/server/account-route";
import { deleteIntegration } from "@/lib/server/delete-integration";
import { updateCustomAppIntegration } from "@/lib/server/update-custom-app-integration";

type Params = { account_id: string; integration_id: string };

const pathOf = ({ params }: AccountCall<Params>) =>
  accountApiPaths.customAppIntegration(params.account_id, params.integration_id);

export const GET = accountRoute<Params>(async (call) =>
  passThrough(await call.upstream({ method: "GET", path: pathOf(call) })),
);

export const PATCH = accountRoute<Params>(async (call) =>
  updateCustomAppIntegration(call, call.params, await call.body(updateRequestSchema)),
);

export const DELETE = accountRoute<Params>(async (call) =>
  deleteIntegration(call, {
    kind: "custom_app.delete",
    integration_id: call.params.integration_id,
    path: pathOf(call),
  }),
);
