import { describe, expect, test } from "vitest";
import { ApiError, isProblem, problemSchema, problemTypes } from "@/lib/problems";

const names = Object.keys(problemTypes);

function problem(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "/problems/not-found",
    title: "It does not exist",
    status: 404,
    detail: "No such connection.",
    requestId: "00000000-0000-4000-8000-000000000000",
    outcome: "none",
    ...changes,
  };
}

describe("the registry", () => {
  test.each(Object.entries(problemTypes))(
    "%s has a status of an error and says what happened",
    (name, entry) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
      expect(entry.title).toMatch(/^[A-Z].*[^.]$/);
      expect(entry.next).toMatch(/^[A-Z].*\.$/);
    },
  );

  test("has the statuses of HTTP for what each says", () => {
    const statuses = Object.entries(problemTypes).map(([name, { status }]) => `${status} ${name}`);
    expect(statuses.toSorted()).toEqual([
      "400 invalid",
      "400 unsealable",
      "401 unauthenticated",
      "403 cross-site",
      "403 forbidden",
      "403 not-account-admin",
      "403 wrong-account",
      "404 not-found",
      "409 conflict",
      "409 in-flight",
      "409 unacknowledged",
      "412 changed-meanwhile",
      "413 too-large",
      "415 unsupported-media-type",
      "422 key-reused",
      "428 precondition-required",
      "429 rate-limited",
      "500 internal",
      "502 not-made",
      "502 outcome-unknown",
      "502 saved-unseen",
      "502 upstream-unauthenticated",
      "502 upstream-unexpected",
      "502 upstream-unreachable",
      "503 offline",
      "503 sign-in-unavailable",
      "503 stopping",
      "503 store-unavailable",
      "503 upstream-unavailable",
    ]);
  });

  test("has a title of its own for each type", () => {
    const titles = Object.values(problemTypes).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe("a problem on the wire", () => {
  test.each(names)("may be of type %s", (name) => {
    expect(problemSchema.parse(problem({ type: `/problems/${name}` }))).toMatchObject({
      type: name,
      errors: [],
    });
  });

  test("keeps everything that is known about it", () => {
    const known = {
      retryAfter: 30,
      upstream: { status: 429, code: "REQUEST_LIMIT_EXCEEDED", requestId: "r-1" },
      errors: [{ field: "redirect_urls[1]", message: "Not accepted." }],
    };
    expect(problemSchema.parse(problem({ ...known, outcome: "unknown" }))).toMatchObject(known);
  });

  test("may know of upstream's status only", () => {
    expect(problemSchema.parse(problem({ upstream: { status: 502 } })).upstream).toStrictEqual({
      status: 502,
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ["an unknown type", { type: "/problems/nonsense" }],
    ["the name of a built-in member as type", { type: "/problems/constructor" }],
    ["no type", { type: undefined }],
    ["an unknown outcome", { outcome: "maybe" }],
    ["no outcome", { outcome: undefined }],
    ["a status that is text", { status: "404" }],
    ["a title that is no text", { title: 1 }],
    ["no request id", { requestId: undefined }],
    ["errors without a field", { errors: [{ message: "x" }] }],
  ])("is refused with %s", (_what, changes) => {
    expect(problemSchema.safeParse(problem(changes)).success).toBe(false);
  });
});

describe("an API error", () => {
  const error = new ApiError(problemSchema.parse(problem()));

  test("says what happened", () => {
    expect(error.message).toBe("It does not exist. No such connection.");
    expect(error).toMatchObject({ name: "ApiError", problem: { type: "not-found" } });
  });

  test("is recognised by its type only", () => {
    expect(isProblem(error, "not-found")).toBe(true);
    expect(isProblem(error, "conflict", "not-found")).toBe(true);
    expect(isProblem(error, "conflict")).toBe(false);
    expect(isProblem(error)).toBe(false);
    expect(isProblem(new Error("not-found"), "not-found")).toBe(false);
    expect(isProblem({ problem: { type: "not-found" } }, "not-found")).toBe(false);
    expect(isProblem(undefined, "not-found")).toBe(false);
  });
});
