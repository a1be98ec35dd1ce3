import "server-only";
import { sign, verify } from "node:crypto";
import { type AuditKey, publicKeyFrom, publicKeyOf } from "@/lib/server/audit/audit-keys";
import { z } from "@/lib/zod";

/** A signed statement: at `time`, record `seq` was the last one and had this hash. It vouches for all before it. */
export const checkpointSchema = z.strictObject({
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  time: z.iso.datetime({ precision: 3 }),
  /** 32 bytes of Ed25519 key and 64 of signature, base64url. */
  public_key: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});

export type Checkpoint = z.infer<typeof checkpointSchema>;
type Statement = Pick<Checkpoint, "seq" | "hash" | "time">;

export function signCheckpoint(key: AuditKey, statement: Statement): Checkpoint {
  const signature = sign(null, signedBytes(statement), key.signingKey()).toString("base64url");
  return { ...statement, public_key: publicKeyOf(key), signature };
}

/** Whether the key it names has signed it. Whether that key is ours is for the caller to know. */
export function isSigned({ public_key, signature, ...statement }: Checkpoint): boolean {
  try {
    const key = publicKeyFrom(public_key);
    return verify(null, signedBytes(statement), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

function signedBytes({ seq, hash, time }: Statement): Buffer {
  return Buffer.from(`latchkey-audit-checkpoint/1\n${seq}\n${hash}\n${time}\n`);
}
