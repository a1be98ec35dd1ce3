import { after } from "next/server";
import { updateRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { type AccountCall, accountRoute, passThrough } from "@/lib/server/account-route";
import { deleteIntegration } from "@/lib/server/delete-integration";
import { noticeChanges, noticeGone } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
import { readAnswer } from "@/lib/server/read-answer";
import { updateCustomAppIntegration } from "@/lib/server/update-custom-app-integration";

type Params = { account_id: string; integration_id: string };

const pathOf = ({ params }: AccountCall<Params>) =>
  accountApiPaths.customAppIntegration(params.account_id, params.integration_id);

export const GET = accountRoute<Params>(async (call) => {
  const readAt = Date.now();
  try {
    const answer = await call.upstream({ method: "GET", path: pathOf(call) });
    const connection = readAnswer(answer, customAppIntegrationSchema);
    // Nobody waits for it: the bytes go out as they are.
    if (connection) after(() => noticeChanges(call, [connection], readAt));
    return passThrough(answer);
  } catch (error) {
    if (error instanceof Failure && error.type === "not-found")
      after(() => noticeGone(call, call.params.integration_id));
    throw error;
  }
});

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
