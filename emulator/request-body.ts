import type { Context } from "hono";
import type { z } from "zod";
import { ApiError, type FieldViolation, invalidFields } from "./api-errors";
import type { ApiEnv } from "./http";
import { fromJson } from "./json";

export const readBody = async (c: Context<ApiEnv>): Promise<unknown> => {
  const text = await c.req.text();
  try {
    return fromJson(text);
  } catch {
    throw new ApiError("MALFORMED_REQUEST", "Could not parse request object: the body is not valid JSON.");
  }
};

/** Refuses with every field that is wrong, by its name on the wire. */
export const parseWith = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const violations = result.error.issues.flatMap(violationsOf);
  // One complaint a field, the first: an empty URL is not told that it is not absolute, too.
  throw invalidFields(
    violations.filter(({ field }, index) => violations.findIndex((v) => v.field === field) === index),
  );
};

const violationsOf = (issue: z.core.$ZodIssue): FieldViolation[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((name) => ({
        field: wireName([...issue.path, name]),
        description: "is not a field of this request",
      }))
    : [{ field: wireName(issue.path), description: issue.message }];

/** `["redirect_urls", 1]` is `redirect_urls[1]`; the body itself has no name. */
const wireName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    return name === "" ? String(part) : `${name}.${String(part)}`;
  }, "");
