import { parseJson } from "@/lib/json";
import { ApiError, type Outcome, problemSchema, problemTypes } from "@/lib/problems";
import { noteStore } from "@/lib/store-state";
import type { z } from "@/lib/zod";

export type Send<Schema extends z.ZodType> = {
  schema: Schema;
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/**
 * Calls the console's own API and parses the answer with `schema`.
 * Throws ApiError for every problem answer, for an answer that does not parse, and when there is none.
 */
export async function send<Schema extends z.ZodType>(
  path: string,
  { schema, method = "GET", body, headers = {}, signal }: Send<Schema>,
): Promise<z.output<Schema>> {
  const mutates = method !== "GET";
  const response = await request(path, { method, body, headers, signal });
  noteStore(response.headers);
  const text = await response.text().catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw localProblem("offline", mutates ? "unknown" : "none", "The answer broke off.");
  });
  const answer = parsed(text);
  if (!response.ok) {
    const problem = problemSchema.safeParse(answer);
    if (problem.success) throw new ApiError(problem.data);
    throw localProblem("internal", mutates ? "unknown" : "none", `The console answered ${response.status}.`);
  }
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw localProblem("upstream-unexpected", mutates ? "done" : "none", "The answer lacks expected members.");
}

async function request(
  path: string,
  {
    method,
    body,
    headers,
    signal,
  }: Required<Omit<Send<z.ZodType>, "schema" | "signal">> & {
    signal: AbortSignal | undefined;
  },
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      ...(body === undefined
        ? { headers }
        : { headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw localProblem(
      "offline",
      method === "GET" ? "none" : "unknown",
      method === "GET" ? "Nothing was loaded." : "The request may or may not have arrived.",
    );
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function localProblem(
  type: "offline" | "internal" | "upstream-unexpected",
  outcome: Outcome,
  detail: string,
): ApiError {
  const { status, title } = problemTypes[type];
  return new ApiError({ type, title, status, detail, outcome, requestId: "", errors: [] });
}
