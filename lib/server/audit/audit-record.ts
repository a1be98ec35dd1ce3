import "server-only";
import { auditListSchema, auditTextSchema } from "@/lib/server/audit/audit-text";
import { checkpointSchema } from "@/lib/server/audit/checkpoint-form";
import { z } from "@/lib/zod";

const steps = <Subject extends string, Verb extends string>(subject: Subject, verbs: readonly Verb[]) =>
  verbs.flatMap((verb) => [`${subject}.${verb}.intent`, `${subject}.${verb}.outcome`] as const);
const changes = ["create", "update", "delete"] as const;

/** Everything the console records. An event that is not listed cannot be written. */
export const auditEvents = [
  "auth.login.ok",
  "auth.login.fail",
  "auth.logout",
  "auth.session.ended",
  ...steps("custom_app", changes),
  ...steps("published_app", changes),
  "secret.sealed",
  "secret.opened",
  "secret.acked",
  "secret.expired",
  "orphan.detected",
  "orphan.repaired",
  "orphan.kept",
  "external_change.noticed",
  "audit.exported",
  "audit.checkpoint",
  "audit.pruned",
  "key.rotated",
  "system.start",
  "system.recovered",
] as const;

export type AuditEvent = (typeof auditEvents)[number];

/** Fields of a connection whose values may be recorded. None of them is a secret. */
export const auditedPaths = [
  "name",
  "confidential",
  "redirect_urls",
  "scopes",
  "user_authorized_scopes",
  "token_access_policy.access_token_ttl_in_minutes",
  "token_access_policy.refresh_token_ttl_in_minutes",
  "token_access_policy.enable_single_use_refresh_tokens",
  "token_access_policy.absolute_session_lifetime_in_minutes",
] as const;

const short = auditTextSchema(128);
const long = auditTextSchema(512);
const count = z.int().min(0);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const diffValueSchema = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  auditTextSchema(2_048),
  auditListSchema(200, 2_048),
]);

/** What somebody who records something says of it. Undefined members count as absent. */
export const auditEntrySchema = z
  .strictObject({
    event: z.enum(auditEvents),
    /** As in a problem: what is known of the change. Events that end in `.outcome` must say. */
    outcome: z.enum(["none", "done", "unknown"]).optional(),
    actor: z.strictObject({ sub: long, email: long, name: long }).optional(),
    /** First 16 hex digits of the session's hash: enough to tell sessions apart, of no use to open one. */
    session: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    account_id: short.optional(),
    target: z
      .strictObject({ type: short, id: short.optional(), name: long.optional(), client_id: short.optional() })
      .optional(),
    /** Id of the intent that this belongs to. */
    intent: short.optional(),
    request: z.strictObject({ id: short, method: short, path: long }).optional(),
    source: z.strictObject({ ip: short.optional(), user_agent: long.optional() }).optional(),
    upstream: z
      .strictObject({
        status: count.optional(),
        code: short.optional(),
        requestId: short.optional(),
        /** Milliseconds. */
        ms: count.optional(),
        attempts: count.optional(),
      })
      .optional(),
    diff: z
      .array(z.strictObject({ path: z.enum(auditedPaths), before: diffValueSchema, after: diffValueSchema }))
      .max(auditedPaths.length)
      .optional(),
    /** Codes of the warnings that were accepted. */
    ack: auditListSchema(100, 128).optional(),
    /** A signed statement of the log up to here; of `audit.pruned` of what was deleted, and with it all before. */
    checkpoint: checkpointSchema.optional(),
  })
  .refine(({ event, outcome }) => !event.endsWith(".outcome") || outcome !== undefined, {
    path: ["outcome"],
    error: "An outcome has to be named.",
  });

export type AuditEntry = z.input<typeof auditEntrySchema>;

const stampSchema = z.strictObject({
  v: z.literal(1),
  /** From 1, without a gap. */
  seq: z.int().min(1),
  id: z.uuid(),
  t: z.iso.datetime({ precision: 3 }),
  /** Which key the hash was made with. */
  epoch: z.int().min(1),
  app: z.strictObject({ version: short }),
  /** Hash of the record before; 64 zeros for the first. */
  prev: hex64,
});

/** What is hashed: everything but the hash itself. */
export const unhashedRecordSchema = auditEntrySchema.safeExtend(stampSchema.shape);

export const auditRecordSchema = unhashedRecordSchema.safeExtend({ hash: hex64 });

export type UnhashedRecord = z.output<typeof unhashedRecordSchema>;
export type AuditRecord = z.output<typeof auditRecordSchema>;
