import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemSchema } from "@/lib/problems";
import { type AccountAnswer, NoAnswer } from "@/lib/server/account-client";
import { type Failure, problemResponse } from "@/lib/server/failure";
import { failureOfAnswer, failureOfNoAnswer } from "@/lib/server/upstream-failure";
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
    const undone = method !== "GET" && outcomeOf(failure) === "none";
    expect(failure.detail.endsWith("Databricks says so. Nothing was changed.")).toBe(undone);
    expect(failure.extra.upstream).toEqual({ status, code: "SOME_CODE" });
  });

  test.each(["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"])("400 with %s is not found", (error_code) => {
    for (const method of methods) {
      const failure = failureOfAnswer(answer(400, { error_code, message: "No." }), method);
      expect([failure.type, outcomeOf(failure)]).toEqual(["not-found", "none"]);
    }
    expect(failureOfAnswer(answer(500, { error_code }), "GET").type).toBe("upstream-unavailable");
  });

  test.each([
    ["No", "No. Nothing was changed."],
    ["No!", "No! Nothing was changed."],
    ["", "Databricks gave no reason. Nothing was changed."],
  ])("a reason such as '%s' is a sentence before the next", (message, detail) => {
    expect(failureOfAnswer(answer(403, { error_code: "X", message }), "PATCH").detail).toBe(detail);
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

  test.each([429, 503])("%i passes on how long to wait", (status) => {
    const failure = failureOfAnswer(answer(status, recognised, { "retry-after": "7" }), "GET");
    expect(failure.extra.retryAfter).toBe(7);
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

  test("that calls itself HTML is read as such", () => {
    const page = answer(502, "<!-- a proxy --><title>Sign in</title>", { "content-type": "text/html" });
    expect(failureOfAnswer(page, "GET").detail).toBe("It answered 502. It says: Sign in");
  });

  test("without a content type is read all the same", () => {
    const failure = failureOfAnswer(
      { status: 404, headers: {}, body: Buffer.from('{"error":"Gone."}') },
      "DELETE",
    );
    expect(failure).toMatchObject({ type: "not-found", detail: "Gone. Nothing was changed." });
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
    ["too-large", "upstream-unexpected", "The answer is larger than 2 MB."],
    ["timeout", "upstream-unavailable", "It took too long to answer."],
    ["broken-off", "upstream-unavailable", "The answer broke off."],
    ["unreachable", "upstream-unavailable", "The answer broke off."],
    ["aborted", "upstream-unavailable", "The answer broke off."],
  ] as const)("because of %s to a GET that was sent is %s", (reason, type, detail) => {
    const failure = failureOfNoAnswer(new NoAnswer(reason, true), "GET");
    expect([failure.type, outcomeOf(failure), failure.detail]).toEqual([type, "none", detail]);
  });
});

test("every failure is a problem the browser reads, whatever upstream answers", {
  timeout: 60_000,
}, async () => {
  const member = fc.oneof(codeUnits(10), fc.constantFrom<fc.JsonValue>(null, true, 403, [], {}));
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
