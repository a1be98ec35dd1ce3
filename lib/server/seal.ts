import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Secret } from "@/lib/server/secret";

const version = "v2";
/** Version, id of the secret, 12 bytes of IV, and ciphertext with tag. */
const sealedForm = /^v2\.([\w-]{8})\.([\w-]{16})\.([\w-]+)$/;

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
  return sealedPrefix(root) + [iv.toString("base64url"), body.toString("base64url")].join(".");
}

/** How everything begins that `root` sealed: the version, and which secret it was. */
export function sealedPrefix(root: Secret): string {
  const known = prefixes.get(root);
  if (known !== undefined) return known;
  const id = Buffer.from(deriveKey(root, "id").subarray(0, 6)).toString("base64url");
  const prefix = `${version}.${id}.`;
  prefixes.set(root, prefix);
  return prefix;
}

/** Every request opens a token, so the prefix is not derived each time. */
const prefixes = new WeakMap<Secret, string>();

/** Opens what `seal` made with one of `roots`, or returns undefined when key, context or bytes differ. */
export function unseal(
  sealed: string,
  roots: readonly Secret[],
  purpose: string,
  context: string,
): Secret | undefined {
  const [, , iv, body] = sealedForm.exec(sealed) ?? [];
  const root = roots.find((one) => sealed.startsWith(sealedPrefix(one)));
  if (!root || !iv || !body) return undefined;
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
