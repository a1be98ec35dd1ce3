import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { problemSchema } from "@/lib/problems";
import { type AccountAnswer, NoAnswer } from "@/lib/server/account-client";
import { type Failure, problemResponse } from "@/lib/server/failure";
import { failureOfAnswer, failureOfNoAnswer, parseRetryAfter } from "@/lib/server/upstream-failure";
import { codeUnits } from "@/lib/testing/arbitraries";

const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

const outcomeOf = ({ extra }: Failure) => extra.outcome ?? "none";

function answer(status: number, body: unknown, headers: Record<string, string> = {}): AccountAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { "content-type": "application/json", ...headers }, body: Buffer.from(text) };
}

const recognised = { error_code: "SOME_CODE", message: "Databricks says so." };
/** The statuses by which Databricks says that it did not do it, and what each is called. */
const definite: Record<number, string> = {
  400: "invalid",
  401: "upstream-unauthenticated",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  422: "invalid",
};
const statuses = [
  200, 201, 202, 204, 206, 299, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410,
].concat([
  412, 413, 415, 418, 422, 425, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511, 520, 522, 524, 599,
]);
const table = statuses.flatMap((status) => methods.map((method): [number, Method] => [status, method]));

/** What a change may be called when Databricks has or has not done it. */
function expectedOf(status: number, method: Method): [type: string, outcome: string] {
  const type = definite[status];
  if (type !== undefined) return [type, "none"];
  if (status === 429) return ["rate-limited", method === "POST" ? "unknown" : "none"];
  if (method !== "GET") return ["outcome-unknown", "unknown"];
  return [status >= 500 ? "upstream-unavailable" : "upstream-unexpected", "none"];
}

describe("an answer in Databricks' own form", () => {
  test.each(table)("%i to a %s", (status, method) => {
    const failure = failureOfAnswer(answer(status, recognised), method);
    expect([failure.type, outcomeOf(failure)]).toEqual(expectedOf(status, method));
    expect(failure.detail).toContain("Databricks says so.");
    expect(failure.extra.upstream).toEqual({ status, code: "SOME_CODE" });
  });

  test.each(["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"])("400 with %s is not found", (error_code) => {
    for (const method of methods) {
      const failure = failureOfAnswer(answer(400, { error_code, message: "No." }), method);
      expect([failure.type, outcomeOf(failure)]).toEqual(["not-found", "none"]);
    }
    expect(failureOfAnswer(answer(500, { error_code }), "GET").type).toBe("upstream-unavailable");
  });

  test("403 for want of a role names the role", () => {
    const message =
      "This API is disabled for users without account admin status. Contact your administrator for more information.";
    const failure = failureOfAnswer(answer(403, { error_code: "PERMISSION_DENIED", message }), "GET");
    expect(failure).toMatchObject({ type: "not-account-admin", detail: message });
  });

  test("400 tells which fields are wrong", () => {
    const details = [{ field_violations: [{ field: "redirect_urls[1]", description: "Not a URL." }] }];
    const failure = failureOfAnswer(answer(400, { ...recognised, details }), "PATCH");
    expect(failure.extra.errors).toEqual([{ field: "redirect_urls[1]", message: "Not a URL." }]);
  });

  test("says something even when Databricks gave no reason", () => {
    for (const status of Object.keys(definite).map(Number))
      expect(failureOfAnswer(answer(status, { error_code: "X" }), "GET").detail).toContain("gave no reason");
  });

  test("tells Databricks' reference, when there is one", () => {
    const details = [{ request_id: "r-1" }];
    expect(failureOfAnswer(answer(500, { message: "m", details }), "GET").extra.upstream).toEqual({
      status: 500,
      requestId: "r-1",
    });
  });
});

describe("an answer in any other form", () => {
  const bodies = [
    "",
    "<html><title>502 Bad Gateway</title></html>",
    "Bad Gateway",
    "null",
    "[]",
    '{"message":',
  ];

  test.each(table)("%i to a %s is never a change that is said not to be made", (status, method) => {
    for (const body of bodies) {
      const failure = failureOfAnswer(answer(status, body, { "content-type": "text/html" }), method);
      if (method === "GET") {
        const type =
          status === 429 ? "rate-limited" : status >= 500 ? "upstream-unavailable" : "upstream-unexpected";
        expect([failure.type, outcomeOf(failure)]).toEqual([type, "none"]);
      } else {
        expect([failure.type, outcomeOf(failure)]).toEqual(["outcome-unknown", "unknown"]);
      }
      expect(failure.detail).toContain(`It answered ${status}`);
    }
  });

  test("says what it says, as plain text", () => {
    const html = "<html><title>Sign\n in\u202e first</title></html>";
    const failure = failureOfAnswer(answer(200, html, { "content-type": "text/html" }), "GET");
    expect(failure.detail).toBe("It answered 200 in a form Databricks does not use. It says: Sign in first");
  });

  test("without a content type is read all the same", () => {
    const failure = failureOfAnswer(
      { status: 404, headers: {}, body: Buffer.from('{"error":"Gone."}') },
      "DELETE",
    );
    expect(failure).toMatchObject({ type: "not-found", detail: "Gone." });
  });
});

describe("no answer", () => {
  const reasons = ["unreachable", "timeout", "broken-off", "too-large", "aborted"] as const;

  test.each(reasons.flatMap((reason) => methods.map((method) => [reason, method] as const)))(
    "because of %s to a %s that was not sent: nothing was changed",
    (reason, method) => {
      const failure = failureOfNoAnswer(new NoAnswer(reason, false), method);
      expect([failure.type, outcomeOf(failure)]).toEqual(["upstream-unreachable", "none"]);
      expect(failure.detail).toContain("Nothing was changed.");
    },
  );

  test.each(reasons.flatMap((reason) => methods.slice(1).map((method) => [reason, method] as const)))(
    "because of %s to a %s that was sent: the outcome is unknown",
    (reason, method) => {
      const failure = failureOfNoAnswer(new NoAnswer(reason, true), method);
      expect([failure.type, outcomeOf(failure)]).toEqual(["outcome-unknown", "unknown"]);
      expect(failure.detail).toContain("may or may not");
    },
  );

  test.each([
    ["too-large", "upstream-unexpected"],
    ["timeout", "upstream-unavailable"],
    ["broken-off", "upstream-unavailable"],
    ["unreachable", "upstream-unavailable"],
    ["aborted", "upstream-unavailable"],
  ] as const)("because of %s to a GET that was sent is %s", (reason, type) => {
    const failure = failureOfNoAnswer(new NoAnswer(reason, true), "GET");
    expect([failure.type, outcomeOf(failure)]).toEqual([type, "none"]);
  });
});

describe("the time to wait", () => {
  const now = Date.parse("2026-01-02T00:00:00.000Z");

  test.each<[header: string | undefined, seconds: number | undefined]>([
    [undefined, undefined],
    ["", undefined],
    [" ", undefined],
    ["0", 0],
    ["1", 1],
    ["30", 30],
    [" 30 ", 30],
    ["007", 7],
    ["3600", 3_600],
    ["3601", 3_600],
    ["1000000000", 3_600],
    ["9".repeat(400), 3_600],
    ["-1", undefined],
    ["-5", undefined],
    ["+5", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["5,10", undefined],
    ["30, 30", undefined],
    ["30s", undefined],
    ["٣٠", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
    ["soon", undefined],
    ["soon 2099", undefined],
    ["in 2 hours", undefined],
    ["2099", 2_099],
    ["2026-01-02T00:00:30Z", undefined],
    ["12/31/2099", undefined],
    ["Fri, 02 Jan 2026 00:00:00 GMT", 0],
    ["Fri, 02 Jan 2026 00:00:10 GMT", 10],
    [" Fri, 02 Jan 2026 00:00:10 GMT ", 10],
    ["Fri, 02 Jan 2026 00:59:59 GMT", 3_599],
    ["Fri, 02 Jan 2026 01:00:01 GMT", 3_600],
    ["Wed, 21 Oct 2099 07:28:00 GMT", 3_600],
    ["Thu, 01 Jan 2026 23:59:59 GMT", undefined],
    ["Sun, 06 Nov 1994 08:49:37 GMT", undefined],
    ["Fri, 02 Jan 2026 00:00:10 +0200", undefined],
    ["Fri, 02 Jan 2026 00:00:10", undefined],
    ["Fri, 99 Jan 2026 00:00:10 GMT", undefined],
    ["Fri, 02 Jan 2026 25:00:10 GMT", undefined],
    ["Friday, 02-Jan-26 00:00:10 GMT", 10],
    ["Fri Jan  2 00:00:10 2026", 10],
  ])("is read from %j as %j seconds", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  test.each(["UTC", "America/New_York", "Asia/Kathmandu"])("is the same on a console in %s", (zone) => {
    vi.stubEnv("TZ", zone);
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const date of [
      "Fri, 02 Jan 2026 00:00:10 GMT",
      "Friday, 02-Jan-26 00:00:10 GMT",
      "Fri Jan  2 00:00:10 2026",
    ])
      expect(parseRetryAfter(date, now)).toBe(10);
  });

  test("is rounded up, so that nobody comes back too early", () => {
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 1)).toBe(10);
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 999)).toBe(10);
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 1_000)).toBe(9);
  });

  test("is whole seconds from none to an hour, or nothing, whatever the header says", () => {
    const header = fc.oneof(
      codeUnits(20),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(header, fc.integer({ min: 0, max: 4e12 }), (text, at) => {
        const seconds = parseRetryAfter(text, at);
        if (seconds === undefined) return;
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(3_600);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([429, 503])("is passed on from a %i", (status) => {
    const failure = failureOfAnswer(answer(status, recognised, { "retry-after": "7" }), "GET");
    expect(failure.extra.retryAfter).toBe(7);
  });
});

test("every failure is a problem the browser reads, whatever upstream answers", async () => {
  const member = fc.oneof(codeUnits(10), fc.jsonValue({ maxDepth: 1 }));
  const body = fc.oneof(
    fc.record({ error_code: member, message: member, details: fc.array(fc.record({ request_id: member })) }),
    codeUnits(30),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 200, max: 599 }),
      fc.constantFrom(...methods),
      body,
      fc.option(codeUnits(8), { nil: undefined }),
      async (status, method, content, retryAfter) => {
        const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
        const failure = failureOfAnswer(answer(status, content, headers), method);
        const problem = problemSchema.parse(await problemResponse(failure, "r").json());
        expect(problem.upstream?.status).toBe(status);
        if (method !== "GET" && definite[status] === undefined && status !== 429)
          expect(problem.outcome).toBe("unknown");
        expect(problem.detail.length).toBeLessThan(1_000);
      },
    ),
    { numRuns: 3_000 },
  );
});
