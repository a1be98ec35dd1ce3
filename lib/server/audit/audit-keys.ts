import "server-only";
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { deriveKey, seal, unseal } from "@/lib/server/seal";
import { Secret } from "@/lib/server/secret";

/**
 * The keys of one epoch of the audit log. Both come from one random seed that lies sealed in the store: rotating the
 * configured secret seals it anew, and what was recorded before stays verifiable.
 */
export type AuditKey = {
  epoch: number;
  /** HMAC-SHA-256 in hex, of a record without its hash as canonical JSON. */
  hash: (text: string) => string;
  /** The Ed25519 key that signs checkpoints. */
  signingKey: () => KeyObject;
};

/** A new seed, sealed for its row. */
export function newSealedSeed(epoch: number, root: Secret): string {
  return seal(new Secret(randomBytes(32).toString("base64url")), root, purpose, context(epoch));
}

/** The same seed, sealed with `root`, or undefined when none of `roots` opens it. */
export function resealedSeed(
  { epoch, sealed }: { epoch: number; sealed: string },
  roots: readonly Secret[],
  root: Secret,
): string | undefined {
  const seed = unseal(sealed, roots, purpose, context(epoch));
  return seed && seal(seed, root, purpose, context(epoch));
}

/** The keys from a sealed seed, or undefined when none of `roots` sealed it for this epoch. */
export function openAuditKey(sealed: string, epoch: number, roots: readonly Secret[]): AuditKey | undefined {
  const seed = unseal(sealed, roots, purpose, context(epoch));
  if (!seed) return undefined;
  const chain = deriveKey(seed, "audit-chain");
  return {
    epoch,
    hash: (text) => createHmac("sha256", chain).update(text).digest("hex"),
    signingKey: () =>
      createPrivateKey({
        key: Buffer.concat([privatePrefix, deriveKey(seed, "audit-checkpoint")]),
        format: "der",
        type: "pkcs8",
      }),
  };
}

/** The 32 bytes of the public key that belongs to it, base64url. */
export function publicKeyOf({ signingKey }: AuditKey): string {
  const der = createPublicKey(signingKey()).export({ format: "der", type: "spki" });
  return der.subarray(-32).toString("base64url");
}

/** The key that `publicKeyOf` wrote down. Throws when it is none. */
export function publicKeyFrom(text: string): KeyObject {
  const key = Buffer.concat([publicPrefix, Buffer.from(text, "base64url")]);
  return createPublicKey({ key, format: "der", type: "spki" });
}

const purpose = "audit-key";
const context = (epoch: number) => `audit_keys.sealed/${epoch}`;

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");
