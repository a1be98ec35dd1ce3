import { accountRoute } from "@/lib/server/account-route";
import { activityQuery } from "@/lib/server/activity-query";
import { readActivity } from "@/lib/server/audit/read-activity";
import { requireAdmin } from "@/lib/server/require-admin";
import { database } from "@/lib/server/store/database";

/** What was done in the account through this console, newest first, a page at a time. */
export const GET = accountRoute(async (call) => {
  const search = call.request.nextUrl.searchParams;
  const filter = activityQuery(search, ["before"]);
  const before = Number(search.get("before"));
  await requireAdmin(call);
  return Response.json(
    await readActivity(await database(), {
      ...filter,
      account_id: call.account.account_id,
      before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
      limit: 100,
    }),
  );
});
