import "server-only";
import type { Database } from "@/lib/server/store/database";

type Lock = { key: string; console: string };

/** Takes a lock for a console, or finds that it has it. False while another has it. */
export async function takeLock(db: Database, lock: Lock): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("locks")
    .values(lock)
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({ console: lock.console }).where("locks.console", "=", lock.console),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function releaseLock(db: Database, { key, console }: Lock): Promise<void> {
  await db.deleteFrom("locks").where("key", "=", key).where("console", "=", console).execute();
}
