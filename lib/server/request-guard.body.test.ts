import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody } from "@/lib/server/request-guard";
import { failureOf } from "@/lib/server/testing/failure-of";
import { z } from "@/lib/zod";

const address = "https://latchkey.example.com/api/2.0/x";
const cap = 64 * 1024;
const anything = z.unknown();
const json = { "content-type": "application/json" };

describe("the type of a body", () => {
  const posting = (type: string | undefined) =>
    new Request(address, {
      method: "POST",
      body: new TextEncoder().encode('{"a":1}'),
      ...(type === undefined ? {} : { headers: { "content-type": type } }),
    });

  test.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=utf-8",
    "application/json;x=y",
    "application/json ;x",
  ])("may be %s", async (type) => {
    expect(await readBody(posting(type), anything)).toEqual({ a: 1 });
  });

  test.each([
    undefined,
    "",
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=application/json",
    "application/jsonx",
    "application/json-seq",
    "application/json+x",
    "application/problem+json",
    "x/application/json",
    "text/plain; application/json",
    "text/plain, application/json",
    "application/json, text/plain",
    "application / json",
  ])("may not be %s", async (type) => {
    expect(await failureOf(() => readBody(posting(type), anything))).toMatchObject({
      type: "unsupported-media-type",
    });
  });
});

describe("the size of a body", () => {
  /** A JSON text of exactly `bytes` bytes. */
  const textOf = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
  const post = (body: string) => new Request(address, { method: "POST", headers: json, body });

  /** A request whose body arrives in `chunks`. Notes how many were taken, and whether the rest was declined. */
  function streaming(chunks: Iterable<Uint8Array>) {
    const seen = { taken: 0, declined: false };
    const iterator = chunks[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const { done, value } = iterator.next();
          if (done) return controller.close();
          seen.taken += 1;
          controller.enqueue(value);
        },
        cancel() {
          seen.declined = true;
        },
      },
      { highWaterMark: 0 },
    );
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers: json, body, duplex: "half" };
    return { request: new Request(address, init), seen };
  }

  function* cut(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
    let at = 0;
    for (let turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }

  test.each([cap - 1, cap])("of %i bytes is accepted", async (bytes) => {
    expect(await readBody(post(textOf(bytes)), z.string())).toHaveLength(bytes - 2);
  });

  test.each([cap + 1, cap * 2, cap * 40])("of %i bytes is too large", async (bytes) => {
    expect(await failureOf(() => readBody(post(textOf(bytes)), anything))).toMatchObject({
      type: "too-large",
      detail: "Nothing was changed.",
    });
  });

  test("that breaks off is the sender's doing, not a fault of the console", async () => {
    function* broken(): Generator<Uint8Array> {
      yield new TextEncoder().encode('{"a":');
      throw new Error("ECONNRESET");
    }
    expect(await failureOf(() => readBody(streaming(broken()).request, anything))).toMatchObject({
      type: "invalid",
      detail: "The body did not arrive whole. Nothing was changed.",
    });
  });

  test("is counted in bytes, not in characters", async () => {
    const fits = JSON.stringify("é".repeat((cap - 2) / 2));
    expect(Buffer.byteLength(fits)).toBe(cap);
    expect(await readBody(post(fits), anything)).toHaveLength((cap - 2) / 2);
    const tooLarge = JSON.stringify(`${"é".repeat((cap - 2) / 2)}x`);
    expect(tooLarge.length).toBeLessThan(cap);
    expect((await failureOf(() => readBody(post(tooLarge), anything))).type).toBe("too-large");
  });

  test("does not depend on how it arrives", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(2, 100, cap - 1, cap, cap + 1, cap + 100),
        fc
          .array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 4 })
          .filter((sizes) => Math.max(...sizes) > 500),
        async (bytes, sizes) => {
          const { request } = streaming(cut(Buffer.from(textOf(bytes)), sizes));
          if (bytes <= cap) expect(await readBody(request, z.string())).toHaveLength(bytes - 2);
          else expect((await failureOf(() => readBody(request, anything))).type).toBe("too-large");
        },
      ),
      { numRuns: 100 },
    );
  });

  test("ends a stream without an end at once", async () => {
    function* forEver(): Generator<Uint8Array> {
      for (;;) yield new Uint8Array(1024).fill(0x20);
    }
    const { request, seen } = streaming(forEver());
    expect((await failureOf(() => readBody(request, anything))).type).toBe("too-large");
    expect(seen.taken).toBeLessThanOrEqual(cap / 1024 + 2);
    expect(seen.declined).toBe(true);
  });

  test("cuts no character in two", async () => {
    const text = JSON.stringify("é😀数".repeat(50));
    const { request } = streaming(cut(Buffer.from(text), [1]));
    expect(await readBody(request, anything)).toBe("é😀数".repeat(50));
  });
});

describe("a body", () => {
  const post = (body: BodyInit) => new Request(address, { method: "POST", headers: json, body });

  test.each([
    "",
    " ",
    "{",
    "{'a':1}",
    "[1,]",
    "undefined",
    "\ufeff{}",
    '{"a":1}{"a":2}',
    '{"a":1,"a":2}',
    '{"__proto__":{}}',
  ])("that is not JSON is refused: %j", async (text) => {
    expect(await failureOf(() => readBody(post(text), anything))).toMatchObject({
      type: "invalid",
      detail: "The body is not valid JSON. Nothing was changed.",
    });
  });

  test("that is missing is refused", async () => {
    const request = new Request(address, { method: "POST", headers: json });
    expect((await failureOf(() => readBody(request, anything))).type).toBe("invalid");
  });

  test("keeps the digits of an int64", async () => {
    expect(await readBody(post('{"id":9007199254740993}'), anything)).toEqual({ id: "9007199254740993" });
  });

  test("is what the schema makes of it", async () => {
    const schema = z.object({ name: z.string().trim() });
    expect(await readBody(post('{"name":" a ","more":1}'), schema)).toStrictEqual({ name: "a" });
  });

  test("that does not fit the schema is refused with one message a field", async () => {
    const schema = z.strictObject({
      name: z.string("Give a name."),
      urls: z.array(z.string("No text.")),
      policy: z.object({ ttl: z.int("No number.") }),
    });
    const failure = await failureOf(() =>
      readBody(post('{"name":1,"urls":["a",2],"policy":{"ttl":"x"}}'), schema),
    );
    expect(failure).toMatchObject({
      type: "invalid",
      detail: "Nothing was changed.",
      extra: {
        errors: [
          { field: "name", message: "Give a name." },
          { field: "urls.1", message: "No text." },
          { field: "policy.ttl", message: "No number." },
        ],
      },
    });
  });

  test("that is wrong in very many places is told a hundred of them", async () => {
    const failure = await failureOf(() =>
      readBody(post(JSON.stringify(Array(20_000).fill(1))), z.array(z.string("No text."))),
    );
    expect(failure.extra.errors).toHaveLength(100);
    expect(failure.extra.errors?.at(-1)).toEqual({ field: "99", message: "No text." });
  });

  test("that breaks off is no body", async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error("The browser went away."));
      },
    });
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers: json, body, duplex: "half" };
    await expect(readBody(new Request(address, init), anything)).rejects.toThrow();
  });
});
