import "server-only";
import { searchedFor } from "@/lib/server/audit/append";
import { type AuditKey, openAuditKey } from "@/lib/server/audit/audit-keys";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import type { FoundRecord } from "@/lib/server/audit/verify-chain";
import type { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { z } from "@/lib/zod";

export type SealedKey = { epoch: number; sealed: string };

/** The log in a store: its records from the first, and once they are read what the store says of the last. */
type StoredLog = {
  records: AsyncIterable<FoundRecord>;
  head: () => { seq: number; hash: string };
};

const pageSize = 1_000;

/**
 * Reads page by page and holds up nobody who appends meanwhile: what they add is read too, up to record `until`.
 */
export function storedLog(db: Database, until = Number.MAX_SAFE_INTEGER): StoredLog {
  let head = { seq: 0, hash: "" };
  async function* records(): AsyncIterable<FoundRecord> {
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const page = await db
        .selectFrom("audit_records")
        .selectAll()
        .where("seq", ">", after)
        .where("seq", "<=", until)
        .orderBy("seq")
        .limit(pageSize)
        .execute();
      for (const { record: text, hash, ...columns } of page)
        yield { text, hash, problem: repeats(text, columns) ? undefined : "Its columns say something else." };
      after = page.at(-1)?.seq ?? after;
      if (page.length === pageSize) continue;
      head = await db.selectFrom("audit_head").select(["seq", "hash"]).executeTakeFirstOrThrow();
      if (page.length === 0 || Math.min(head.seq, until) <= after) return;
    }
  }
  return { records: records(), head: () => head };
}

export async function sealedKeys(db: Database): Promise<SealedKey[]> {
  return db.selectFrom("audit_keys").select(["epoch", "sealed"]).orderBy("epoch").execute();
}

/** The keys that one of `secrets` opens. */
export function openKeys(rows: readonly SealedKey[], secrets: readonly Secret[]): Map<number, AuditKey> {
  const opened = new Map<number, AuditKey>();
  for (const { epoch, sealed } of rows) {
    const key = openAuditKey(sealed, epoch, secrets);
    if (key) opened.set(epoch, key);
  }
  return opened;
}

const repeatedSchema = z.looseObject({
  seq: z.number(),
  t: z.string(),
  event: z.string(),
  account_id: z.string().optional(),
  target: z.looseObject({ id: z.string().optional() }).optional(),
  intent: z.string().optional(),
});

function repeats(text: string, columns: object): boolean {
  try {
    const record = repeatedSchema.parse(JSON.parse(text));
    return canonicalJson({ ...searchedFor(record), seq: record.seq }) === canonicalJson(columns);
  } catch {
    return false;
  }
}
