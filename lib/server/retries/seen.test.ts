import { describe, expect, test } from "vitest";
import { NoAnswer } from "@/lib/server/account-client";
import { Failure } from "@/lib/server/failure";
import { seenIn } from "@/lib/server/retries/seen";
import { failureOfAnswer, failureOfNoAnswer } from "@/lib/server/upstream-failure";

const methods = ["POST", "PATCH", "DELETE"] as const;

const seenAnswer = (status: number, method: (typeof methods)[number], body: unknown) =>
  seenIn(
    failureOfAnswer(
      {
        status,
        headers: { "content-type": "application/json" },
        body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
      },
      method,
    ),
  );

test("a call for which there was no token is as good as refused", () => {
  for (const type of ["unauthenticated", "sign-in-unavailable"] as const)
    expect(seenIn(new Failure(type, "Nothing was changed."))).toBe("refused");
});

describe.each(methods)("a %s", (method) => {
  test("that was not sent, or got no answer", () => {
    expect(seenIn(failureOfNoAnswer(new NoAnswer("unreachable", false), method))).toBe("not-sent");
    for (const reason of ["timeout", "broken-off", "too-large", "aborted"] as const)
      expect(seenIn(failureOfNoAnswer(new NoAnswer(reason, true), method))).toBe("unclear");
  });

  test.each([
    [400, "refused"],
    [401, "unauthenticated"],
    [403, "refused"],
    [404, "missing"],
    [409, "conflict"],
    [422, "refused"],
    [429, "rate-limited"],
    ...[500, 502, 503, 504, 520, 524, 302, 408, 418].map((status): [number, string] => [status, "unclear"]),
  ])("answered %i by Databricks: %s", (status, seen) => {
    expect(seenAnswer(status, method, { error_code: "CODE", message: "It says so." })).toBe(seen);
  });

  test("answered by something else is unclear, whatever the status", () => {
    for (const status of [200, 204, 302, 400, 401, 403, 404, 409, 422, 429, 502])
      expect(seenAnswer(status, method, "<html><title>Sign in</title></html>")).toBe("unclear");
  });
});
