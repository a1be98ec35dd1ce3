import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { errorFields, log } from "@/lib/server/log";
import { database } from "@/lib/server/store/database";

/** Anybody can make a sign-in fail. This many are recorded per minute and process; the log of the process has all. */
const mostPerMinute = 10;

let minute = 0;
let recorded = 0;

/** Records that a sign-in failed with this code of next-auth, unless too many have. Never rejects. */
export async function recordFailedSignIn(code: string): Promise<void> {
  const now = Math.floor(Date.now() / 60_000);
  if (now !== minute) recorded = 0;
  minute = now;
  recorded += 1;
  if (recorded > mostPerMinute) return;
  try {
    await appendAudit(await database(), { event: "auth.login.fail", upstream: { code } });
  } catch (error) {
    log().error(errorFields(error), "a failed sign-in could not be recorded");
  }
}
