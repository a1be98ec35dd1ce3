import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { appendAudit } from "@/lib/server/audit/append";
import { database } from "@/lib/server/store/database";

const [startAt = "", count = ""] = process.argv.slice(2);
const db = await database();
await sleep(Number(startAt) - Date.now());
const entry = { event: "secret.opened", intent: String(process.pid) } as const;
await Promise.all(Array.from({ length: Number(count) }, () => appendAudit(db, entry)));
await db.destroy();
