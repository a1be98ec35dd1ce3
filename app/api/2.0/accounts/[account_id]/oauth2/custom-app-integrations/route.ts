import { after } from "next/server";
import { createRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { customAppIntegrationPageSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { accountRoute, passThrough } from "@/lib/server/account-route";
import { createCustomAppIntegration } from "@/lib/server/create-custom-app-integration";
import { noticeChanges } from "@/lib/server/external-changes";
import { listQuery } from "@/lib/server/list-query";
import { noticeMissing } from "@/lib/server/missing-connections";
import { readAnswer } from "@/lib/server/read-answer";
import { redirectContext } from "@/lib/server/redirect-policy";

export const GET = accountRoute(async (call) => {
  const readAt = Date.now();
  const answer = await call.upstream({
    method: "GET",
    path: accountApiPaths.customAppIntegrations(call.params.account_id),
    query: listQuery(call.request.nextUrl.searchParams, ["include_creator_username"]),
  });
  // Nobody waits for it: the bytes go out as they are.
  after(async () => {
    await noticeChanges(call, readAnswer(answer, customAppIntegrationPageSchema)?.apps ?? [], readAt);
    await noticeMissing(call, answer, readAt);
  });
  return passThrough(answer);
});

export const POST = accountRoute(async (call) =>
  createCustomAppIntegration(call, await call.body(createRequestSchema(redirectContext()))),
);
