import "server-only";
import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { type SealContext, sealContext } from "@/lib/secret-escrow/seal-context";

/**
 * Seals the raw bytes of an answer to the public key of the browser that asked (raw P-256 point, base64url): ECDH
 * with a key made for this one answer, HKDF-SHA-256 over both points, AES-256-GCM. Only that browser can open it; this
 * server cannot. Its counterpart is `lib/secret-escrow/open-sealed.ts`. Throws for what is no point of the curve.
 */
export function sealAnswer(answer: Buffer, public_key: string, context: SealContext): string {
  const theirs = Buffer.from(public_key, "base64url");
  const own = createECDH("prime256v1");
  const ours = own.generateKeys();
  const shared = own.computeSecret(theirs);
  const key = hkdfSync("sha256", shared, Buffer.concat([ours, theirs]), "latchkey sealed answer v1", 32);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", new Uint8Array(key), iv);
  cipher.setAAD(Buffer.from(sealContext(context)));
  const body = Buffer.concat([cipher.update(answer), cipher.final(), cipher.getAuthTag()]);
  shared.fill(0);
  return ["v1", ...[ours, iv, body].map((part) => part.toString("base64url"))].join(".");
}

/** Whether an answer can be sealed to this text: a point of the curve, uncompressed, in base64url. */
export function isSealKey(text: string): boolean {
  if (!/^B[\w-]{86}$/.test(text)) return false;
  const own = createECDH("prime256v1");
  own.generateKeys();
  try {
    own.computeSecret(Buffer.from(text, "base64url"));
    return Buffer.from(text, "base64url").toString("base64url") === text;
  } catch {
    return false;
  }
}
