import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "@/lib/server/store/database";
import { findSession, replaceTokens } from "@/lib/server/store/sessions";
import { sealed } from "@/lib/server/testing/session";

// Renews the tokens of random sessions for a while, as a busy console does.

const [startAt = "", milliseconds = ""] = process.argv.slice(2);
const db = await database();
const hashes = (await db.selectFrom("sessions").select("token_hash").execute()).map((row) => row.token_hash);
await sleep(Number(startAt) - Date.now());
let renewed = 0;
while (Date.now() < Number(startAt) + Number(milliseconds)) {
  const token_hash = hashes[Math.floor(Math.random() * hashes.length)] ?? "";
  const row = await findSession(db, token_hash, Date.now());
  if (!row) continue;
  const version = row.tokens_version;
  const tokens = sealed(token_hash, { access_token: `access-${version + 1}`, version: version + 1 });
  if (await replaceTokens(db, { token_hash, version, tokens })) renewed += 1;
}
process.stdout.write(String(renewed));
await db.destroy();
