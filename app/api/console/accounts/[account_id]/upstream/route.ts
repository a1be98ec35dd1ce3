import { accountRoute } from "@/lib/server/account-route";
import { upstreamState } from "@/lib/server/upstream-state";

/** Whether Databricks can be reached now, for a page that could not. */
export const GET = accountRoute(async (call) => Response.json(await upstreamState(call)));
