import { randomUUID } from "node:crypto";
import { jsonResponse } from "./json";

export type FieldViolation = { field: string; description: string };

const codes = {
  MALFORMED_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_ALREADY_EXISTS: 409,
  INTERNAL_ERROR: 500,
} as const;

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: keyof typeof codes,
    message: string,
    readonly violations: readonly FieldViolation[] = [],
  ) {
    super(message);
  }
}

export const invalidFields = (violations: readonly FieldViolation[]): ApiError =>
  new ApiError(
    "INVALID_PARAMETER_VALUE",
    violations.map(({ field, description }) => `${field}: ${description}`).join("; "),
    violations,
  );

const type = (name: string): string => `type.googleapis.com/google.rpc.${name}`;

export const standardError = (
  status: number,
  errorCode: string,
  message: string,
  violations: readonly FieldViolation[] = [],
) =>
  jsonResponse(
    {
      error_code: errorCode,
      message,
      details: [
        ...(violations.length > 0 ? [{ "@type": type("BadRequest"), field_violations: violations }] : []),
        { "@type": type("RequestInfo"), request_id: randomUUID(), serving_data: "" },
      ],
    },
    status,
  );

export const errorResponse = (error: unknown): Response => {
  if (error instanceof ApiError)
    return standardError(codes[error.code], error.code, error.message, error.violations);
  process.stderr.write(`emulator: ${error instanceof Error ? error.stack : String(error)}\n`);
  return standardError(codes.INTERNAL_ERROR, "INTERNAL_ERROR", "Internal error.");
};
