import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseUpstreamError, type UpstreamError } from "@/lib/server/upstream-error";
import { codeUnits } from "@/lib/testing/arbitraries";

const parse = (body: string | Buffer, { status = 400, type = "application/json" } = {}): UpstreamError =>
  parseUpstreamError(status, type, Buffer.from(body));
const parseObject = (body: unknown) => parse(JSON.stringify(body));

const badRequest = "type.googleapis.com/google.rpc.BadRequest";
const requestInfo = "type.googleapis.com/google.rpc.RequestInfo";

describe("what is shown of it", () => {
  const hidden = "\u0000\u0007\u001b\u007f\u0085\u00ad\u061c\u200b\u200e\u202e\u2028\u2029\u2066\ufeff\ud800";

  test("has no control, bidirectional or invisible character in it, in any part", () => {
    const word = (name: string) => `${hidden}${name}${hidden}${name}${hidden}`;
    const error = parseObject({
      error_code: word("CODE"),
      message: word("message"),
      details: [
        { "@type": requestInfo, request_id: word("id") },
        {
          "@type": badRequest,
          field_violations: [{ field: word("field"), description: word("description") }],
        },
      ],
    });
    expect(error).toStrictEqual({
      status: 400,
      code: "CODE CODE",
      message: "message message",
      requestId: "id id",
      fields: [{ field: "field field", message: "description description" }],
      recognised: true,
    });
  });

  test.each([
    [499, 499],
    [500, 500],
    [501, 500],
    [5_000, 500],
  ])("of %i characters is %i long", (given, shown) => {
    const { message } = parseObject({ message: "x".repeat(given) });
    expect(message).toHaveLength(shown);
    expect(message.endsWith("…")).toBe(given > 500);
  });

  test("does not end in half a character", () => {
    for (const length of [497, 498, 499, 500]) {
      const { message } = parseObject({ message: `${"x".repeat(length)}${"😀".repeat(40)}` });
      expect(message).not.toMatch(/\p{Cs}/u);
      expect(message.length).toBeLessThanOrEqual(500);
    }
  });

  test("is short in every part, however much is sent", () => {
    const violation = { field: "f".repeat(5_000), description: "d".repeat(5_000) };
    const error = parseObject({
      error_code: "C".repeat(5_000),
      message: "m".repeat(5_000),
      details: [
        { request_id: "r".repeat(5_000), field_violations: Array.from({ length: 500 }, () => violation) },
      ],
    });
    expectSafe(error);
    expect(error.fields.length).toBeGreaterThanOrEqual(50);
  });
});

describe("any answer at all", () => {
  const word = fc.oneof(
    codeUnits(20),
    fc.constantFrom("INVALID_STATE", "name", "Nothing.", "x".repeat(3_000)),
  );
  const noText = fc.constantFrom<fc.JsonValue>(null, true, 0, 403, -1.5, [], {}, ["x", 1], { a: "b" });
  const member = fc.oneof({ weight: 3, arbitrary: word }, noText);
  const shaped = fc
    .record(
      {
        error_code: member,
        message: member,
        error: member,
        schemas: fc.oneof(fc.array(word, { maxLength: 2 }), member),
        detail: member,
        status: member,
        scimType: member,
        details: fc.oneof(
          fc.array(
            fc.record(
              {
                "@type": word,
                request_id: member,
                field_violations: fc.oneof(
                  fc.array(fc.record({ field: member, description: member }, { requiredKeys: [] }), {
                    maxLength: 3,
                  }),
                  member,
                ),
              },
              { requiredKeys: [] },
            ),
            { maxLength: 3 },
          ),
          member,
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value));
  const markup = fc
    .array(
      fc.oneof(
        fc.constantFrom("<pre>", "</pre>", "<title", "</TITLE>", "<html>", "<", ">", "İ", "CODE: ", "{"),
        word,
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(""));
  const damaged = fc
    .tuple(shaped, fc.nat(), fc.constantFrom("", '"', "\\", '"__proto__":', "\u0000"))
    .map(
      ([text, at, inserted]) =>
        text.slice(0, at % (text.length + 1)) + inserted + text.slice((at % (text.length + 1)) + 1),
    );
  const body = fc.oneof(
    { weight: 4, arbitrary: shaped.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: markup.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: damaged.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  );
  const contentType = fc.oneof(
    fc.constantFrom(
      "application/json",
      "text/html",
      "text/plain; charset=utf-16",
      "application/scim+json",
      "",
      "TEXT/HTML",
    ),
    codeUnits(12),
  );

  test("is read without a throw, into short plain text, and changes no prototype", {
    timeout: 180_000,
  }, () => {
    const seen = { recognised: 0, code: 0, fields: 0, messages: 0 };
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), contentType, body, (status, type, bytes) => {
        const error = parseUpstreamError(status, type, bytes);
        expectSafe(error);
        if (error.status !== status) throw new Error("Another status.");
        if (error.recognised) seen.recognised += 1;
        if (error.code !== undefined) seen.code += 1;
        if (error.fields.length > 0) seen.fields += 1;
        if (error.message !== "") seen.messages += 1;
      }),
      { numRuns: 50_000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  const size = 300_000;
  test.each([
    ["an open bracket", "["],
    ["an object in an object", '{"a":'],
    ["a tag that never ends", "<"],
    ["a tag that starts again and again", "<pre"],
    ["a title that starts again and again", "<title>"],
    ["tags inside a title", "<title><b>"],
    ["a code without a message", "A"],
    ["a code without an end", "A_"],
    ["white space", " \n"],
    ["white space and text", " x"],
    ["hidden characters", "\u202e\u200b"],
    ["a letter that grows in lower case", "İ"],
    ["zero bytes", "\0"],
    ["digits", "9"],
    ["quotes", '\\"'],
  ])("of %s over and over is read at once", (_what, part) => {
    const text = part.repeat(Math.ceil(size / part.length));
    const quoted = JSON.stringify(text);
    const before = process.cpuUsage();
    for (const hostile of [
      text,
      `<html><title>${text}`,
      `<html><pre>${text}</pre>`,
      `INVALID_STATE: ${text}`,
      `{"message":${quoted}}`,
      `{"details":[{"field_violations":[{"field":${quoted},"description":${quoted}}]}],"error_code":${quoted}}`,
    ])
      expectSafe(parse(hostile, { type: "text/html" }));
    // Time on a processor, in microseconds: it does not grow with what else the machine has to do.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});

const notPlain = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Plain, short text in every part. Throws by itself: 50,000 times of `expect` take longer than what they check. */
function expectSafe({ code, message, requestId, fields }: UpstreamError): void {
  const texts = [
    code ?? "",
    message,
    requestId ?? "",
    ...fields.flatMap(({ field, message }) => [field, message]),
  ];
  for (const text of texts) {
    if (text.length > 500) throw new Error(`${text.length} characters`);
    if (notPlain.test(text)) throw new Error(`Not plain: ${JSON.stringify(text)}`);
    if (text !== text.trim()) throw new Error(`Not trimmed: ${JSON.stringify(text)}`);
  }
  if (fields.length > 100) throw new Error(`${fields.length} fields`);
  if (code === "" || requestId === "") throw new Error("An empty text in place of none.");
}
