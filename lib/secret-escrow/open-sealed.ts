import { fromBase64url, toBase64url } from "@/lib/base64url";
import { type SealContext, sealContext } from "@/lib/secret-escrow/seal-context";

/** A key pair of which only the public half can leave the browser. */
export type SealKey = { private_key: CryptoKey /** Raw point, base64url. */; public_key: string };

const curve = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();

/**
 * Opens what `lib/server/intents/seal-answer.ts` sealed to this key, or returns undefined when key, context or any
 * byte differs.
 */
export async function openSealed(
  sealed: string,
  { private_key, public_key }: SealKey,
  context: SealContext,
): Promise<Uint8Array | undefined> {
  const [version, ...parts] = sealed.split(".");
  const [theirs, iv, body, ...rest] = parts.map(fromBase64url);
  const ours = fromBase64url(public_key);
  if (version !== "v1" || !theirs || !iv || !body || !ours || rest.length > 0) return undefined;
  try {
    const point = await crypto.subtle.importKey("raw", theirs, curve, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, private_key, 256);
    const key = await crypto.subtle.deriveKey(
      {
        name: "HKDF",
        hash: "SHA-256",
        salt: new Uint8Array([...theirs, ...ours]),
        info: text.encode("latchkey sealed answer v1"),
      },
      await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]),
      { name: "AES-GCM", length: 256 },
      false,
      ["decrypt"],
    );
    const additionalData = text.encode(sealContext(context));
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, body));
  } catch {
    return undefined;
  }
}

/** Makes a key pair whose private half cannot be exported, not even by this page. */
export async function newSealKey(): Promise<SealKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  return { private_key: privateKey, public_key: toBase64url(point) };
}
