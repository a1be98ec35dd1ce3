import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seal, sealedPrefix, unseal } from "@/lib/server/seal";
import { Secret } from "@/lib/server/secret";
import { wellFormedText } from "@/lib/testing/arbitraries";

const root = new Secret("a root of at least 32 characters, say");
const plaintext = "dose-1f2e3d4c5b6a and a little more, Größe 😀";
const sealed = seal(new Secret(plaintext), root, "token-vault", "sessions.tokens/a/1");

function opened(text: string, key = root, purpose = "token-vault", context = "sessions.tokens/a/1") {
  return unseal(text, [key], purpose, context)?.reveal();
}

/** The parts of a sealed text, its bytes decoded. The version has the id of the secret with it. */
function taken(text: string): { version: string; iv: Buffer; body: Buffer } {
  const [form = "", id = "", iv = "", body = ""] = text.split(".");
  return { version: `${form}.${id}`, iv: Buffer.from(iv, "base64url"), body: Buffer.from(body, "base64url") };
}

const joined = (...parts: (Buffer | string)[]) =>
  parts.map((part) => (typeof part === "string" ? part : part.toString("base64url"))).join(".");

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}

describe("what was sealed", () => {
  test("opens with the same key, purpose and context, whatever they are", () => {
    const any = wellFormedText(60);
    fc.assert(
      fc.property(any, any, any, any, (text, key, purpose, context) => {
        const made = seal(new Secret(text), new Secret(key), purpose, context);
        expect(opened(made, new Secret(key), purpose, context)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  test("opens as a secret that does not print", () => {
    expect(String(unseal(sealed, [root], "token-vault", "sessions.tokens/a/1"))).toBe("[secret]");
  });

  test("shows nothing of the text", () => {
    const bytes = Buffer.concat([Buffer.from(sealed), taken(sealed).body]);
    for (let at = 0; at + 4 <= plaintext.length; at += 1)
      expect(bytes.includes(plaintext.slice(at, at + 4))).toBe(false);
    expect(sealed).toMatch(/^v2\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
  });

  test("looks different each time", () => {
    const made = Array.from({ length: 200 }, () => seal(new Secret("same"), root, "p", "c"));
    expect(new Set(made).size).toBe(200);
    expect(new Set(made.map((text) => taken(text).iv.toString("hex"))).size).toBe(200);
  });
});

describe("one of several secrets", () => {
  const other = new Secret("another root of at least 32 characters");

  test("opens what it sealed, wherever in the list it stands", () => {
    for (const roots of [
      [root, other],
      [other, root],
    ])
      expect(unseal(sealed, roots, "token-vault", "sessions.tokens/a/1")?.reveal()).toBe(plaintext);
    expect(unseal(sealed, [other], "token-vault", "sessions.tokens/a/1")).toBeUndefined();
    expect(unseal(sealed, [], "token-vault", "sessions.tokens/a/1")).toBeUndefined();
  });

  test("is known by what it sealed, which tells nothing else of it", () => {
    expect(sealed.startsWith(sealedPrefix(root))).toBe(true);
    expect(sealed.startsWith(sealedPrefix(other))).toBe(false);
    expect(sealed.replace(sealedPrefix(root), sealedPrefix(other))).not.toBe(sealed);
    expect(opened(sealed.replace(sealedPrefix(root), sealedPrefix(other)), other)).toBeUndefined();
  });
});

describe("it stays shut", () => {
  test("with another key, purpose or context", () => {
    const any = wellFormedText(40);
    fc.assert(
      fc.property(any, any, any, (key, purpose, context) => {
        if (key !== root.reveal()) expect(opened(sealed, new Secret(key))).toBeUndefined();
        if (purpose !== "token-vault") expect(opened(sealed, root, purpose)).toBeUndefined();
        if (context !== "sessions.tokens/a/1")
          expect(opened(sealed, root, undefined, context)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a key that differs in its last character", new Secret(`${root.reveal().slice(0, -1)}z`)],
    ["a longer key", new Secret(`${root.reveal()} `)],
    ["an empty key", new Secret("")],
  ])("with %s", (_what, key) => {
    expect(opened(sealed, key)).toBeUndefined();
  });

  test.each(["sessions.tokens/b/1", "sessions.tokens/a/2", "sessions.tokens/a", "sessions.tokens/a/11", ""])(
    "in the row %j",
    (context) => {
      expect(opened(sealed, root, undefined, context)).toBeUndefined();
    },
  );

  test("when two rows are swapped", () => {
    const rows = ["x", "y"].map((id) => ({
      id,
      tokens: seal(new Secret(`token of ${id}`), root, "token-vault", id),
    }));
    for (const { id, tokens } of rows) {
      expect(opened(tokens, root, undefined, id)).toBe(`token of ${id}`);
      for (const other of rows)
        if (other.id !== id) expect(opened(tokens, root, undefined, other.id)).toBeUndefined();
    }
  });

  test("when any single bit of it is flipped", () => {
    const { version, iv, body } = taken(sealed);
    for (let bit = 0; bit < iv.length * 8; bit += 1)
      expect(opened(joined(version, flipped(iv, bit), body))).toBeUndefined();
    for (let bit = 0; bit < body.length * 8; bit += 1)
      expect(opened(joined(version, iv, flipped(body, bit)))).toBeUndefined();
  });

  test("when it is cut anywhere, at either end", () => {
    for (let at = 0; at < sealed.length; at += 1) expect(opened(sealed.slice(0, at))).toBeUndefined();
    for (let at = 1; at <= sealed.length; at += 1) expect(opened(sealed.slice(at))).toBeUndefined();
    const { version, iv, body } = taken(sealed);
    for (let at = 0; at < body.length; at += 1)
      expect(opened(joined(version, iv, body.subarray(0, at)))).toBeUndefined();
  });

  test("when anything is added to it", () => {
    const { version, iv, body } = taken(sealed);
    expect(opened(joined(version, iv, Buffer.concat([body, Buffer.alloc(1)])))).toBeUndefined();
    expect(opened(joined(version, iv, Buffer.concat([Buffer.alloc(1), body])))).toBeUndefined();
    expect(opened(joined(version, Buffer.concat([iv, Buffer.alloc(4)]), body))).toBeUndefined();
    for (const text of [`${sealed}.`, `${sealed}.x`, `.${sealed}`, ` ${sealed}`, `${sealed}\n`, `${sealed}=`])
      expect(opened(text)).toBeUndefined();
  });

  test("when its tag is shortened, which would make it easier to forge", () => {
    const { version, iv, body } = taken(sealed);
    const text = body.subarray(0, -16);
    for (const length of [0, 4, 8, 12, 15])
      expect(
        opened(joined(version, iv, Buffer.concat([text, body.subarray(-16, body.length - 16 + length)]))),
      ).toBeUndefined();
    expect(opened(joined(version, iv, body.subarray(-12)))).toBeUndefined();
  });

  test("when two of them are mixed", () => {
    const a = taken(sealed);
    const b = taken(seal(new Secret(plaintext), root, "token-vault", "sessions.tokens/a/1"));
    expect(opened(joined(a.version, b.iv, a.body))).toBeUndefined();
    const mixed = Buffer.concat([a.body.subarray(0, -16), b.body.subarray(-16)]);
    expect(opened(joined(a.version, a.iv, mixed))).toBeUndefined();
  });

  test("under another version", () => {
    for (const version of ["v0", "v1", "V2", "", "v2 "])
      expect(opened(sealed.replace(/^v2/, version))).toBeUndefined();
  });

  test("when it is nothing that was ever sealed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          wellFormedText(80),
          wellFormedText(80).map((text) => `${sealedPrefix(root)}${text}`),
        ),
        (text) => {
          expect(opened(text)).toBeUndefined();
        },
      ),
      { numRuns: 1_000 },
    );
    for (const text of [
      "",
      ".",
      "..",
      "v2",
      "v2.",
      "v2...",
      sealedPrefix(root),
      `${sealedPrefix(root)}AAAA.`,
      `${sealedPrefix(root)}.AAAA`,
      `${sealedPrefix(root)}AAAAAAAAAAAAAAAA.AAAA`,
    ])
      expect(opened(text)).toBeUndefined();
  });
});
