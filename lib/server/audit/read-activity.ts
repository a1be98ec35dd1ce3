import "server-only";
import {
  type ActivityFilter,
  type ActivityKind,
  type ActivityRecord,
  activityRecordSchema,
} from "@/lib/activity";
import type { Database } from "@/lib/server/store/database";

/** What the events of a kind begin with. */
const prefixes: Record<ActivityKind, readonly string[]> = {
  connections: ["custom_app.", "external_change.", "orphan."],
  published: ["published_app."],
  secrets: ["secret."],
  "sign-ins": ["auth."],
  console: ["audit.", "key.", "system."],
};

const step = 500;
const dayLength = 24 * 60 * 60 * 1000;

type Page = { records: ActivityRecord[]; before: number | undefined };
type Wanted = ActivityFilter & {
  account_id: string;
  /** Only records with a smaller number. */
  before?: number | undefined;
  limit: number;
};

/**
 * The records of one account that a filter lets through, newest first. `before` of the answer asks for what is older;
 * it is undefined when there is nothing.
 */
export async function readActivity(db: Database, { limit, ...wanted }: Wanted): Promise<Page> {
  const records: ActivityRecord[] = [];
  let { before } = wanted;
  for (;;) {
    const rows = await rowsBefore(db, { ...wanted, before });
    for (const { seq, record } of rows) {
      before = seq;
      const read = activityRecordSchema.safeParse(parsed(record));
      if (!read.success || !isBy(read.data, wanted.who)) continue;
      records.push(read.data);
      if (records.length === limit) return { records, before };
    }
    if (rows.length < step) return { records, before: undefined };
  }
}

/** Every record that a filter lets through, newest first, read step by step. */
export async function* allActivity(
  db: Database,
  wanted: Omit<Wanted, "before" | "limit">,
): AsyncIterable<ActivityRecord> {
  let before: number | undefined;
  do {
    const page: Page = await readActivity(db, { ...wanted, before, limit: step });
    yield* page.records;
    before = page.before;
  } while (before !== undefined);
}

async function rowsBefore(
  db: Database,
  { account_id, before, kind, target, from, to }: Omit<Wanted, "limit">,
) {
  let query = db
    .selectFrom("audit_records")
    .select(["seq", "record"])
    .where("account_id", "=", account_id)
    .orderBy("seq", "desc")
    .limit(step);
  if (before !== undefined) query = query.where("seq", "<", before);
  if (target !== undefined) query = query.where("target_id", "=", target);
  if (from !== undefined) query = query.where("at", ">=", Date.parse(from));
  if (to !== undefined) query = query.where("at", "<", Date.parse(to) + dayLength);
  if (kind !== undefined)
    query = query.where(({ eb, or }) =>
      or(prefixes[kind].map((prefix) => eb("event", "like", `${prefix}%`))),
    );
  return query.execute();
}

/** The person lies inside the record, not in a column of its own. */
function isBy({ actor }: ActivityRecord, who: string | undefined): boolean {
  if (!who) return true;
  const sought = who.toLowerCase();
  return [actor?.email, actor?.name].some((text) => text?.toLowerCase().includes(sought));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
