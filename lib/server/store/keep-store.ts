import "server-only";
import { log } from "@/lib/server/log";
import { isReadOnly, lastWrittenAt, reportCondition } from "@/lib/server/store/condition";
import { database } from "@/lib/server/store/database";
import { anythingPostponed, makeUp } from "@/lib/server/store/postponed";
import { inTransaction } from "@/lib/server/store/transaction";

/** Milliseconds between two looks at a store that failed, and for which a write speaks for those after it. */
const pace = 1_000;
const good = 10_000;

/**
 * Writes about as much as a change does and takes it away again, so that the disk and its room are really asked. Throws
 * StoreFailure.
 */
export async function tryWriting(): Promise<void> {
  await inTransaction(await database(), async (transaction) => {
    const nobody = { account_id: "", integration_id: "tried" };
    await transaction
      .insertInto("known_connections")
      .values({ ...nobody, state: ".".repeat(16_384), read_at: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .deleteFrom("known_connections")
      .where("account_id", "=", nobody.account_id)
      .where("integration_id", "=", nobody.integration_id)
      .execute();
  });
}

/** What the store can do now. Asks it, unless it was written to a moment ago. */
export async function storeCondition(): Promise<"ok" | "read-only" | "unavailable"> {
  try {
    await (await database()).selectFrom("sessions").select("token_hash").limit(1).execute();
  } catch {
    return "unavailable";
  }
  try {
    if (isReadOnly() || lastWrittenAt() < Date.now() - good) await tryWriting();
    return "ok";
  } catch {
    return "read-only";
  }
}

/** While the process runs: notices when a store that failed works again, makes up for what it could not take, logs both. */
export function keepStore(): void {
  reportCondition((trouble) => {
    if (trouble) log().error({ code: trouble.code }, "the store fails; changes are refused");
    else log().info("the store works again");
  });
  let looking = false;
  setInterval(() => {
    if (looking || !(isReadOnly() || anythingPostponed())) return;
    looking = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, pace).unref();
}

async function look(): Promise<void> {
  if (isReadOnly()) await tryWriting();
  await makeUp();
}
