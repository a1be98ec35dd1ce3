import "server-only";
import { type FieldError, type Outcome, type Problem, type ProblemType, problemTypes } from "@/lib/problems";

type Extra = {
  outcome?: Outcome | undefined;
  retryAfter?: number | undefined;
  upstream?: Problem["upstream"];
  errors?: FieldError[] | undefined;
  /** Id of the intent that is being checked. */
  intent?: string | undefined;
};

/** Thrown anywhere behind a route; the route wrapper answers it as a problem. `detail` must be safe to show. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly type: ProblemType;
  readonly detail: string;
  readonly extra: Extra;

  constructor(type: ProblemType, detail: string, extra: Extra = {}) {
    super(type);
    this.type = type;
    this.detail = detail;
    this.extra = extra;
  }

  /** Next may load this module once per bundle; a failure of one is a failure in all. */
  static override [Symbol.hasInstance](value: unknown): value is Failure {
    return value instanceof Error && value.name === "Failure";
  }
}

/** The `application/problem+json` answer (RFC 9457) for a failure. */
export function problemResponse(failure: Failure, requestId: string): Response {
  const { status, title } = problemTypes[failure.type];
  const { outcome = "none", retryAfter, upstream, errors, intent } = failure.extra;
  const problem = {
    type: `/problems/${failure.type}`,
    title,
    status,
    detail: failure.detail,
    requestId,
    outcome,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(errors?.length ? { errors } : {}),
    ...(intent === undefined ? {} : { intent }),
  };
  return Response.json(problem, {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
    },
  });
}
