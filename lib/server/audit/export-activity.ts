import "server-only";
import type { ActivityFilter } from "@/lib/activity";
import type { AccountCall } from "@/lib/server/account-route";
import { csvHeader, csvLine } from "@/lib/server/audit/activity-csv";
import { appendAudit } from "@/lib/server/audit/append";
import { ofSession } from "@/lib/server/audit/of-session";
import { allActivity } from "@/lib/server/audit/read-activity";
import { database } from "@/lib/server/store/database";

const types = { csv: "text/csv; charset=utf-8; header=present", ndjson: "application/x-ndjson" };

/** Streams an account's records as a file to save. Records first that they were taken; rejects when it cannot. */
export async function exportActivity(
  {
    account,
    session,
    request,
    requestId,
  }: Pick<AccountCall<unknown>, "account" | "session" | "request" | "requestId">,
  filter: ActivityFilter,
  format: "csv" | "ndjson",
): Promise<Response> {
  const db = await database();
  const { account_id } = account;
  const { seq } = await appendAudit(db, {
    ...ofSession(session),
    event: "audit.exported",
    request: { id: requestId, method: request.method, path: request.nextUrl.pathname },
  });
  async function* lines(): AsyncIterable<string> {
    if (format === "csv") yield csvHeader();
    for await (const record of allActivity(db, { ...filter, account_id }))
      yield format === "csv" ? csvLine(record) : `${JSON.stringify(record)}\n`;
  }
  return new Response(streamOf(lines()), {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="latchkey-activity-${seq}.${format}"`,
    },
  });
}

/** Reads on only as fast as the file is taken. */
function streamOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
