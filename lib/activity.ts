import { z } from "@/lib/zod";

const text = z.string().optional();
const value = z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.string())]);

/** A record of the audit log as the activity page reads it. Members unknown here are kept. */
export const activityRecordSchema = z.looseObject({
  seq: z.int(),
  t: z.string(),
  event: z.string(),
  outcome: z.enum(["none", "done", "unknown"]).optional(),
  actor: z.looseObject({ email: text, name: text }).optional(),
  session: text,
  target: z.looseObject({ type: text, id: text, name: text, client_id: text }).optional(),
  intent: text,
  source: z.looseObject({ ip: text, user_agent: text }).optional(),
  upstream: z.looseObject({ status: z.number().optional(), code: text, requestId: text }).optional(),
  diff: z.array(z.looseObject({ path: z.string(), before: value, after: value })).optional(),
  ack: z.array(z.string()).optional(),
});

export type ActivityRecord = z.output<typeof activityRecordSchema>;

/** Newest first. `before` asks for what is older; without it there is nothing older. */
export const activityPageSchema = z.looseObject({
  records: z.array(activityRecordSchema),
  before: z.int().optional(),
});

export const activityKinds = ["connections", "published", "secrets", "sign-ins", "console"] as const;

export type ActivityKind = (typeof activityKinds)[number];

const day = z.iso.date();

/** What the activity page can be narrowed to; the same words in its address and in the request. */
export const activityFilterSchema = z.object({
  kind: z.enum(activityKinds).optional(),
  /** Part of a person's name or email address. */
  who: z.string().max(200).optional(),
  /** Integration id. */
  target: z.string().max(200).optional(),
  /** First and last day, in UTC. */
  from: day.optional(),
  to: day.optional(),
});

export type ActivityFilter = z.output<typeof activityFilterSchema>;

/** Something somebody did: what it was to be, and what came of it. */
export type Activity = ActivityRecord & {
  /** It was begun, and no outcome is recorded yet. */
  open: boolean;
};

/**
 * Joins the record of what was about to be done with that of its outcome, so that each change stands once, where it
 * ended. `records` are newest first; a beginning whose outcome is among them goes, and lends it its diff. An outcome that
 * was not known at first goes once the later one is there.
 */
export function activitiesOf(records: readonly ActivityRecord[]): Activity[] {
  const begun = new Map(
    records
      .filter(({ event }) => event.endsWith(".intent"))
      .map((record) => [record.intent, record] as const),
  );
  const last = new Map(
    records
      .filter(({ event }) => event.endsWith(".outcome"))
      .toReversed()
      .map((record) => [record.intent, record] as const),
  );
  return records.flatMap((record): Activity[] => {
    if (record.event.endsWith(".intent")) return last.has(record.intent) ? [] : [{ ...record, open: true }];
    if (record.event.endsWith(".outcome") && record.intent && last.get(record.intent) !== record) return [];
    const beginning = record.event.endsWith(".outcome") ? begun.get(record.intent) : undefined;
    const diff = record.diff ?? beginning?.diff;
    return [{ ...record, ...(diff ? { diff } : {}), open: false }];
  });
}
