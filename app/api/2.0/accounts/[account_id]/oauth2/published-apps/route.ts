import { accountApiPaths } from "@/lib/account-api/paths";
import { accountRoute, passThrough } from "@/lib/server/account-route";
import { listQuery } from "@/lib/server/list-query";

export const GET = accountRoute(async ({ request, params, upstream }) =>
  passThrough(
    await upstream({
      method: "GET",
      path: accountApiPaths.publishedApps(params.account_id),
      query: listQuery(request.nextUrl.searchParams, []),
    }),
  ),
);
