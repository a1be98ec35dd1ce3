import { describe, expect, test } from "vitest";
import { openSealed } from "@/lib/secret-escrow/open-sealed";
import { sealContext } from "@/lib/secret-escrow/seal-context";
import { sealVector } from "@/lib/testing/seal-vector";

const keyOfVector = async () => ({
  private_key: await crypto.subtle.importKey(
    "jwk",
    sealVector.recipient,
    { name: "ECDH", namedCurve: "P-256" },
    false,
    ["deriveBits"],
  ),
  public_key: sealVector.public_key,
});

describe("an answer that was sealed by an earlier version", () => {
  test("still opens", async () => {
    const opened = await openSealed(sealVector.sealed, await keyOfVector(), sealVector.context);
    expect(new TextDecoder().decode(opened)).toBe(sealVector.plaintext);
  });

  test("belongs to the same context", () => {
    expect(sealContext(sealVector.context)).toBe(sealVector.additional_data);
  });

  test("does not open as another version", async () => {
    const key = await keyOfVector();
    for (const version of ["v0", "v2", "", "V1"])
      expect(
        await openSealed(sealVector.sealed.replace(/^v1/, version), key, sealVector.context),
      ).toBeUndefined();
  });
});
