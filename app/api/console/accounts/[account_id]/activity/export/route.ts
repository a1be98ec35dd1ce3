import { accountRoute } from "@/lib/server/account-route";
import { activityQuery } from "@/lib/server/activity-query";
import { exportActivity } from "@/lib/server/audit/export-activity";
import { requireAdmin } from "@/lib/server/require-admin";

/** The same as a file: `format=csv` for people, else NDJSON. That it was taken is recorded. */
export const GET = accountRoute(async (call) => {
  const search = call.request.nextUrl.searchParams;
  const filter = activityQuery(search, ["format"]);
  await requireAdmin(call);
  return exportActivity(call, filter, search.get("format") === "csv" ? "csv" : "ndjson");
});
