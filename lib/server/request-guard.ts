import "server-only";
import { parseJson } from "@/lib/json";
import { env } from "@/lib/server/env";
import { Failure } from "@/lib/server/failure";
import type { z } from "@/lib/zod";

/** Bytes of the largest request body accepted. */
const maxBodyBytes = 64 * 1024;
/** Field errors of one answer. A small body can be wrong in tens of thousands of places. */
const maxErrors = 100;

/**
 * Refuses requests another site could have caused. Fetch Metadata decides; a browser without it must send our
 * exact Origin with a change, and `null` is never ours.
 */
export function refuseForeignRequest(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const changes = request.method !== "GET";
  if (site) {
    if (site === "same-origin" || (!changes && site === "none")) return;
  } else if (!changes || request.headers.get("origin") === env().origin) return;
  throw new Failure("cross-site", "Nothing was changed.");
}

/** The request's JSON body, parsed with `schema`. Throws Failure with one message per field, of a hundred at most. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new Failure("unsupported-media-type", "Nothing was changed.");
  const result = schema.safeParse(await readJson(request));
  if (result.success) return result.data;
  throw new Failure("invalid", "Nothing was changed.", {
    errors: result.error.issues
      .slice(0, maxErrors)
      .map(({ path, message }) => ({ field: path.join("."), message })),
  });
}

async function readJson(request: Request): Promise<unknown> {
  const body = await readBytes(request);
  try {
    return parseJson(body.toString("utf8"));
  } catch {
    throw new Failure("invalid", "The body is not valid JSON. Nothing was changed.");
  }
}

async function readBytes(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBodyBytes) throw new Failure("too-large", "Nothing was changed.");
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    // Whoever sent it has gone.
    throw new Failure("invalid", "The body did not arrive whole. Nothing was changed.");
  }
  return Buffer.concat(chunks);
}
