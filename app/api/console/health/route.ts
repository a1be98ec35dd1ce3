import { errorFields, log } from "@/lib/server/log";
import { isStopping } from "@/lib/server/stopping";
import { database } from "@/lib/server/store/database";

/** Ready when the store answers, until this console is about to end. Tells nothing about accounts or people. */
export async function GET(): Promise<Response> {
  if (isStopping()) return Response.json({ status: "stopping" }, { status: 503 });
  try {
    await (await database()).selectFrom("sessions").select("token_hash").limit(1).execute();
    return Response.json({ status: "ok" });
  } catch (error) {
    log().error(errorFields(error), "the store does not answer");
    return Response.json({ status: "unavailable", store: "unavailable" }, { status: 503 });
  }
}
