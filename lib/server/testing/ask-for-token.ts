import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "@/lib/server/store/database";
import { testAccount } from "@/lib/server/testing/account";
import { accessToken } from "@/lib/server/token-vault";

const [host = "", token_hash = "", startAt = ""] = process.argv.slice(2);
await sleep(Number(startAt) - Date.now());
const calls = Array.from({ length: 100 }, () => accessToken(testAccount(host), token_hash));
const answers = (await Promise.all(calls)).map((result) =>
  result.status === "ok" ? result.access_token.reveal() : result.status,
);
process.stdout.write([...new Set(answers)].toSorted().join());
await (await database()).destroy();
process.exit(0);
