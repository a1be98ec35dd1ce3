import { isStopping } from "@/lib/server/stopping";
import { storeCondition } from "@/lib/server/store/keep-store";
import { storeHeader } from "@/lib/store-state";

/**
 * Ready when the store can be read and written to, until this console is about to end. Tells nothing about accounts or
 * people.
 */
export async function GET(): Promise<Response> {
  if (isStopping()) return Response.json({ status: "stopping" }, { status: 503 });
  const store = await storeCondition();
  if (store === "ok") return Response.json({ status: "ok" });
  return Response.json(
    { status: "unavailable", store },
    { status: 503, headers: { [storeHeader]: "read-only" } },
  );
}
