import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Secret } from "@/lib/server/secret";

const version = "v1";
/** Version, 12 bytes of IV, and ciphertext with tag. */
const sealedForm = /^v1\.([\w-]{16})\.([\w-]+)$/;

/**
 * AES-256-GCM under a key derived from the configured secret for one purpose. `context` names the row and
 * column (additional data), so that a ciphertext moved elsewhere does not open.
 */
export function seal(plaintext: Secret, root: Secret, purpose: string, context: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(root, purpose), iv);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([
    cipher.update(plaintext.reveal(), "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return [version, iv.toString("base64url"), body.toString("base64url")].join(".");
}

/** Opens what `seal` made, or returns undefined when key, context or bytes differ. */
export function unseal(sealed: string, root: Secret, purpose: string, context: string): Secret | undefined {
  const [, iv, body] = sealedForm.exec(sealed) ?? [];
  if (!iv || !body) return undefined;
  const bytes = Buffer.from(body, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", deriveKey(root, purpose), Buffer.from(iv, "base64url"), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-16));
    return new Secret(
      Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8"),
    );
  } catch {
    return undefined;
  }
}

/** 32 bytes for one purpose, derived from `root`: one purpose's key tells nothing about another's. */
export function deriveKey(root: Secret, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", root.reveal(), "latchkey", purpose, 32));
}
