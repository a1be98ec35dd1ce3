import "server-only";
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { deriveKey, seal, unseal } from "@/lib/server/seal";
import { Secret } from "@/lib/server/secret";

/**
 * The keys of one epoch of the audit log. Both come from one random seed that lies sealed in the store: rotating the
 * configured secret seals it anew, and what was recorded before stays verifiable.
 */
export type AuditKey = {
  epoch: number;
  /** HMAC-SHA-256 of a record without its hash, in hex. */
  hash: (record: object) => string;
  /** The Ed25519 key that signs checkpoints. */
  signingKey: () => KeyObject;
};

/** A new seed, sealed for its row. */
export function newSealedSeed(epoch: number, root: Secret): string {
  return seal(new Secret(randomBytes(32).toString("base64url")), root, purpose, context(epoch));
}

/** The keys from a sealed seed, or undefined when `root` did not seal it for this epoch. */
export function openAuditKey(sealed: string, epoch: number, root: Secret): AuditKey | undefined {
  const seed = unseal(sealed, root, purpose, context(epoch));
  if (!seed) return undefined;
  const chain = deriveKey(seed, "audit-chain");
  return {
    epoch,
    hash: (record) => createHmac("sha256", chain).update(canonicalJson(record)).digest("hex"),
    signingKey: () =>
      createPrivateKey({
        key: Buffer.concat([ed25519Prefix, deriveKey(seed, "audit-checkpoint")]),
        format: "der",
        type: "pkcs8",
      }),
  };
}

/** The 32 bytes of the public key, base64url. */
export function publicKeyOf({ signingKey }: AuditKey): string {
  return createPublicKey(signingKey())
    .export({ format: "der", type: "spki" })
    .subarray(-32)
    .toString("base64url");
}

const purpose = "audit-key";
const context = (epoch: number) => `audit_keys.sealed/${epoch}`;

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
