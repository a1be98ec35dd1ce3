import { describe, expect, test } from "vitest";
import { parseUpstreamError, type UpstreamError } from "@/lib/server/upstream-error";

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
    "Bad <html> and <pre>more</pre> in text",
    '{"message":"cut',
  ])("other text is passed on, but not recognised: %j", (body) => {
    expect(parse(body, { type: "text/plain" })).toMatchObject({
      code: undefined,
      message: body,
      recognised: false,
    });
  });

  test("text that tries to change a prototype is only text", () => {
    const body = '{"__proto__":{"recognised":true},"message":"m"}';
    expect(parse(body)).toMatchObject({ message: body, recognised: false });
    expect(Object.hasOwn(Object.prototype, "recognised")).toBe(false);
  });
});
