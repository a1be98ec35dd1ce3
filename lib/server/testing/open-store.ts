import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "@/lib/server/store/database";

const [startAt = ""] = process.argv.slice(2);
await sleep(Number(startAt) - Date.now());
const db = await database();
const rows = await db.selectFrom("sessions").selectAll().execute();
process.stdout.write(String(rows.length));
await db.destroy();
