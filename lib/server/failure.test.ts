import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "@/lib/json";
import { problemSchema, problemTypes } from "@/lib/problems";
import { Failure, problemResponse } from "@/lib/server/failure";
import { codeUnits } from "@/lib/testing/arbitraries";

const requestId = "00000000-0000-4000-8000-000000000000";
const anyType = fc.constantFrom(
  "unauthenticated" as const,
  "invalid" as const,
  "rate-limited" as const,
  "outcome-unknown" as const,
  "internal" as const,
);

const received = async (response: Response) => problemSchema.parse(parseJson(await response.text()));

describe("a failure", () => {
  test.each(Object.entries(problemTypes))(
    "of type %s is answered as a problem the browser reads",
    async (name, entry) => {
      const { type } = problemSchema.shape;
      const failure = new Failure(type.parse(`/problems/${name}`), "Nothing was changed.");
      const response = problemResponse(failure, requestId);
      expect(response.status).toBe(entry.status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.has("retry-after")).toBe(false);
      expect(await received(response)).toStrictEqual({
        type: name,
        title: entry.title,
        status: entry.status,
        detail: "Nothing was changed.",
        requestId,
        outcome: "none",
        errors: [],
      });
    },
  );

  test("says everything that is known of it", async () => {
    const extra = {
      outcome: "unknown" as const,
      retryAfter: 30,
      upstream: { status: 429, code: "REQUEST_LIMIT_EXCEEDED", requestId: "u-1" },
      errors: [{ field: "name", message: "No." }],
    };
    const response = problemResponse(new Failure("rate-limited", "Slow down.", extra), requestId);
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await received(response)).toMatchObject(extra);
  });

  test("keeps a wait of no time", async () => {
    const response = problemResponse(new Failure("rate-limited", "", { retryAfter: 0 }), requestId);
    expect(response.headers.get("retry-after")).toBe("0");
    expect(await received(response)).toMatchObject({ retryAfter: 0 });
  });

  test("leaves out what is not known", async () => {
    const failure = new Failure("internal", "", { retryAfter: undefined, upstream: undefined, errors: [] });
    expect(await problemResponse(failure, requestId).text()).not.toMatch(/retryAfter|upstream|errors/);
  });

  test("has no detail in its message, where a log would find it", () => {
    expect(new Failure("internal", "the detail").message).toBe("internal");
  });

  test("arrives word for word, whatever it says", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyType, codeUnits(40), codeUnits(20), async (type, detail, field) => {
        const failure = new Failure(type, detail, { errors: [{ field, message: detail }] });
        expect(await received(problemResponse(failure, requestId))).toMatchObject({
          type,
          detail,
          errors: [{ field, message: detail }],
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
