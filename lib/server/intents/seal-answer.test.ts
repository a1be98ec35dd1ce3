import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { newSealKey, openSealed, type SealKey } from "@/lib/secret-escrow/open-sealed";
import { isSealKey, sealAnswer } from "@/lib/server/intents/seal-answer";
import { sealVector } from "@/lib/testing/seal-vector";

const { context } = sealVector;
let key: SealKey;
beforeAll(async () => {
  key = await newSealKey();
});

/** A change of one character of base64url. */
const altered = (text: string, at: number) =>
  `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

describe("what the server seals", () => {
  test("the browser opens, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const sealed = sealAnswer(Buffer.from(bytes), key.public_key, context);
        expect(await openSealed(sealed, key, context)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 50 },
    );
  });

  test("does not open with any character altered, left out or added", async () => {
    const sealed = sealAnswer(Buffer.from("a secret"), key.public_key, context);
    for (let at = 0; at < sealed.length; at++) {
      expect(await openSealed(altered(sealed, at), key, context)).toBeUndefined();
      expect(await openSealed(sealed.slice(0, at) + sealed.slice(at + 1), key, context)).toBeUndefined();
    }
    for (const more of ["A", ".", ".AAAA", "="])
      expect(await openSealed(sealed + more, key, context)).toBeUndefined();
  });

  test("does not open for another key, intent, account, person or kind", async () => {
    const sealed = sealAnswer(Buffer.from("a secret"), key.public_key, context);
    expect(await openSealed(sealed, await newSealKey(), context)).toBeUndefined();
    for (const part of ["intent_id", "account_id", "subject", "kind"] as const)
      expect(await openSealed(sealed, key, { ...context, [part]: `${context[part]}x` })).toBeUndefined();
  });

  test("is never the same twice and shows nothing of it", () => {
    const seals = Array.from({ length: 20 }, () =>
      sealAnswer(Buffer.from("a secret"), key.public_key, context),
    );
    expect(new Set(seals.flatMap((sealed) => sealed.split(".").slice(1))).size).toBe(60);
    for (const sealed of seals) expect(sealed).not.toContain(Buffer.from("a secret").toString("base64url"));
  });

  test("opens by hand, from the description alone", async () => {
    const browser = createECDH("prime256v1");
    const public_key = browser.generateKeys();
    const sealed = sealAnswer(Buffer.from("a secret"), public_key.toString("base64url"), context);
    const [, point, iv, body] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
    if (!point || !iv || !body) throw new Error("A part is missing.");
    const salt = Buffer.concat([point, public_key]);
    const aes = hkdfSync("sha256", browser.computeSecret(point), salt, sealVector.info, 32);
    const decipher = createDecipheriv("aes-256-gcm", new Uint8Array(aes), iv);
    decipher.setAAD(Buffer.from(sealVector.additional_data));
    decipher.setAuthTag(body.subarray(-16));
    expect(decipher.update(body.subarray(0, -16), undefined, "utf8") + decipher.final("utf8")).toBe(
      "a secret",
    );
  });
});

describe("the key of the browser", () => {
  test("does not leave it", async () => {
    expect(key.private_key.extractable).toBe(false);
    for (const format of ["jwk", "pkcs8"] as const)
      await expect(crypto.subtle.exportKey(format, key.private_key)).rejects.toThrow();
  });

  test("is taken as it is made, and nothing else is", async () => {
    expect(isSealKey(key.public_key)).toBe(true);
    const compressed = createECDH("prime256v1").generateKeys("base64url", "compressed");
    const noPoint = Buffer.concat([Buffer.from([4]), randomBytes(64)]).toString("base64url");
    for (const other of ["", "x", compressed, noPoint, `${key.public_key}A`, key.public_key.slice(1)])
      expect(isSealKey(other)).toBe(false);
    expect(isSealKey(altered(key.public_key, 40))).toBe(false);
  });
});
