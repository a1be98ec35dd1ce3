import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseUpstreamError, type UpstreamError } from "@/lib/server/upstream-error";
import { codeUnits } from "@/lib/testing/arbitraries";

const parse = (body: string | Buffer, { status = 400, type = "application/json" } = {}): UpstreamError =>
  parseUpstreamError(status, type, Buffer.from(body));
const parseObject = (body: unknown) => parse(JSON.stringify(body));

const badRequest = "type.googleapis.com/google.rpc.BadRequest";
const requestInfo = "type.googleapis.com/google.rpc.RequestInfo";

describe("the standard shape", () => {
  test("is read whole", () => {
    const body = {
      error_code: "INVALID_PARAMETER_VALUE",
      message: "Two values are wrong.",
      details: [
        { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "X", domain: "oauth" },
        { "@type": requestInfo, request_id: "r-1" },
        {
          "@type": badRequest,
          field_violations: [{ field: "name", description: "Too long." }, { field: "redirect_urls[1]" }],
        },
        { "@type": badRequest, field_violations: [{ field: "scopes", description: "Unknown." }] },
      ],
    };
    expect(parseObject(body)).toStrictEqual({
      status: 400,
      code: "INVALID_PARAMETER_VALUE",
      message: "Two values are wrong.",
      requestId: "r-1",
      fields: [
        { field: "name", message: "Too long." },
        { field: "redirect_urls[1]", message: "" },
        { field: "scopes", message: "Unknown." },
      ],
      recognised: true,
    });
  });

  test.each<[body: Record<string, unknown>, code: string | undefined, message: string]>([
    [{ error_code: "X" }, "X", ""],
    [{ message: "m" }, undefined, "m"],
    [{ error_code: 500, message: "m" }, undefined, "m"],
    [{ error_code: 500 }, undefined, ""],
    [{ error_code: "X", message: "m", details: null }, "X", "m"],
    [
      {
        error_code: "X",
        message: "m",
        details: [null, 1, "x", {}, { field_violations: 1 }, { request_id: 1 }],
      },
      "X",
      "m",
    ],
    [
      { error_code: "X", message: "m", details: [{ field_violations: [{ description: "no field" }] }] },
      "X",
      "m",
    ],
    [{ error_code: "X", message: "m", tomorrow: [1] }, "X", "m"],
    [{ error_code: "X", message: "m", error: "api 1.2" }, "X", "m"],
    [{ error_code: "X", message: null }, "X", ""],
    [{ error_code: null, message: "m" }, undefined, "m"],
    [{ error_code: "", message: "" }, undefined, ""],
  ])("%o is read", (body, code, message) => {
    expect(parseObject(body)).toMatchObject({ code, message, fields: [], recognised: true });
  });
});

describe("the shape of", () => {
  test("API 1.2 is read", () => {
    expect(parseObject({ error: "Something broke." })).toMatchObject({
      code: undefined,
      message: "Something broke.",
      recognised: true,
    });
  });

  test.each<[body: Record<string, unknown>, code: string, message: string]>([
    [{ detail: "No.", status: "403", scimType: "invalidFilter" }, "invalidFilter", "No."],
    [{ detail: "No.", status: "403" }, "SCIM_403", "No."],
    [{ detail: "No.", status: 403 }, "SCIM_403", "No."],
    [{ detail: null, status: "404", scimType: null }, "SCIM_404", ""],
  ])("SCIM is read: %o", (body, code, message) => {
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
    expect(parseObject({ schemas, ...body })).toMatchObject({ code, message, recognised: true });
  });

  test.each([
    ["RESOURCE_DOES_NOT_EXIST: No such app: 5", "RESOURCE_DOES_NOT_EXIST", "No such app: 5"],
    ["  INVALID_STATE: two\nlines ", "INVALID_STATE", "two lines"],
    ["A1B: x", "A1B", "x"],
    ["QUOTA: ", undefined, "QUOTA:"],
  ])("plain text is read: %j", (text, code, message) => {
    expect(parse(text, { type: "text/plain" })).toMatchObject({ code, message });
  });

  test.each([
    ["<html><title>502 Bad Gateway</title><body>x</body></html>", "502 Bad Gateway"],
    [
      "<!DOCTYPE html><html><body><pre>  No <b>such</b>\n thing </pre><title>t</title></body></html>",
      "No such thing",
    ],
    ["<HTML><TITLE lang=en>Moved</TITLE></HTML>", "Moved"],
    ["<pre>only this</pre>", "only this"],
    ["<html><pre>never closed", ""],
    ["<html><title", ""],
    ["<html><body>no words of ours</body></html>", ""],
    ["<html>İİİİİİ<title>not shifted</title></html>", "not shifted"],
    ["<html><preview>no</preview><title>yes</title></html>", "yes"],
    ["<html><preview>no</preview><pre class=x>yes</pre></html>", "yes"],
  ])("HTML is read and not trusted to be Databricks': %j", (html, message) => {
    for (const type of ["text/html", "text/html; charset=utf-8", "TEXT/HTML", "application/json", ""])
      expect(parse(html, { status: 502, type })).toMatchObject({
        code: undefined,
        message,
        recognised: false,
      });
  });

  test("a page without a beginning is read when it calls itself HTML", () => {
    const page = "<!-- a proxy --><title>Sign in</title>";
    for (const type of ["text/html", "Text/HTML; charset=utf-8"])
      expect(parse(page, { type })).toMatchObject({ message: "Sign in", recognised: false });
  });

  const nulls = '{"error_code":null,"message":null,"error":null,"schemas":null}';
  test.each([
    "",
    " ",
    "\n",
    "null",
    "[]",
    "{}",
    "0",
    '"text"',
    "true",
    "[1]",
    '{"unknown":1}',
    '{"error":{}}',
    nulls,
  ])("nothing known is not recognised: %j", (body) => {
    expect(parse(body)).toMatchObject({ code: undefined, message: "", fields: [], recognised: false });
  });

  test.each([
    "Bad Gateway",
    "upstream connect error",
    "lower_case: no code",
    "AB: too short",
    '{"message":"cut',
  ])("other text is passed on, but not recognised: %j", (body) => {
    expect(parse(body)).toMatchObject({ code: undefined, message: body, recognised: false });
  });

  test("text that tries to change a prototype is only text", () => {
    const body = '{"__proto__":{"recognised":true},"message":"m"}';
    expect(parse(body)).toMatchObject({ message: body, recognised: false });
    expect(Object.hasOwn(Object.prototype, "recognised")).toBe(false);
  });
});

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
  const member = fc.oneof({ weight: 3, arbitrary: word }, fc.jsonValue({ maxDepth: 1 }));
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
    timeout: 60_000,
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
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
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
    const startedAt = performance.now();
    for (const hostile of [
      text,
      `<html><title>${text}`,
      `<html><pre>${text}</pre>`,
      `INVALID_STATE: ${text}`,
      `{"message":${quoted}}`,
      `{"details":[{"field_violations":[{"field":${quoted},"description":${quoted}}]}],"error_code":${quoted}}`,
    ])
      expectSafe(parse(hostile, { type: "text/html" }));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

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
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) throw new Error(`Not plain: ${JSON.stringify(text)}`);
    if (text !== text.trim()) throw new Error(`Not trimmed: ${JSON.stringify(text)}`);
  }
  if (fields.length > 100) throw new Error(`${fields.length} fields`);
  if (code === "" || requestId === "") throw new Error("An empty text in place of none.");
}
