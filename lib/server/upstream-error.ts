import "server-only";
import { parseJson } from "@/lib/json";
import type { FieldError } from "@/lib/problems";
import { z } from "@/lib/zod";

/** An error answer of the account API, whatever its shape. Every text in it is plain and at most 500 long. */
export type UpstreamError = {
  status: number;
  /** For example INVALID_PARAMETER_VALUE; absent when the answer names none as text. */
  code: string | undefined;
  /** Empty when the answer has none. */
  message: string;
  requestId: string | undefined;
  /** At most 100. */
  fields: FieldError[];
  /** False when the body had none of the known shapes, so that something else than Databricks may have answered. */
  recognised: boolean;
};

const detailSchema = z.looseObject({
  "@type": z.string().optional(),
  request_id: z.string().optional(),
  field_violations: z
    .array(z.looseObject({ field: z.string(), description: z.string().default("") }))
    .optional(),
});

const standardSchema = z.looseObject({
  error_code: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
  details: z.array(z.unknown()).nullish(),
});
const api12Schema = z.looseObject({ error: z.string() });
const scimSchema = z.looseObject({
  schemas: z.array(z.string()),
  detail: z.string().nullish(),
  status: z.union([z.string(), z.number()]).optional(),
  scimType: z.string().nullish(),
});

/**
 * Reads an error answer in any of the shapes upstream is known to use: `{error_code, message, details}`,
 * API 1.2 `{error}`, SCIM, `CODE: message` as text, HTML with the message in `<pre>` or `<title>`, and empty.
 * Source: the error parsers of Databricks' Go and Python SDKs.
 */
export function parseUpstreamError(status: number, contentType: string, body: Buffer): UpstreamError {
  const text = body.toString("utf8").trim();
  const shaped = fromJson(text) ?? fromHtml(text, contentType) ?? fromPlainText(text);
  return {
    status,
    code: plain(shaped.code) || undefined,
    message: plain(shaped.message),
    requestId: plain(shaped.requestId) || undefined,
    fields: (shaped.fields ?? []).slice(0, 100).map(({ field, message }) => ({
      field: plain(field),
      message: plain(message),
    })),
    recognised: shaped.recognised ?? false,
  };
}

type Shaped = {
  code?: string | undefined;
  message?: string;
  requestId?: string | undefined;
  fields?: FieldError[];
  recognised?: boolean;
};

function fromJson(text: string): Shaped | undefined {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  const scim = scimSchema.safeParse(value);
  if (scim.success)
    return {
      code: scim.data.scimType ?? `SCIM_${scim.data.status ?? ""}`,
      message: scim.data.detail ?? "",
      recognised: true,
    };
  const standard = standardSchema.safeParse(value);
  if (standard.success && (standard.data.error_code ?? standard.data.message ?? undefined) !== undefined)
    return { ...fromStandard(standard.data), recognised: true };
  const api12 = api12Schema.safeParse(value);
  return api12.success ? { message: api12.data.error, recognised: true } : {};
}

function fromStandard({ error_code, message, details }: z.infer<typeof standardSchema>): Shaped {
  const known = (details ?? []).flatMap((detail) => {
    const parsed = detailSchema.safeParse(detail);
    return parsed.success ? [parsed.data] : [];
  });
  return {
    // Databricks says to ignore an error_code that is no string.
    code: typeof error_code === "string" ? error_code : undefined,
    message: message ?? "",
    requestId: known.find(({ request_id }) => request_id)?.request_id,
    fields: known
      .flatMap(({ field_violations }) => field_violations ?? [])
      .map(({ field, description }) => ({ field, message: description })),
  };
}

function fromHtml(text: string, contentType: string): Shaped | undefined {
  if (!/html/i.test(contentType) && !/^<(!doctype|html|head|body|pre)\b/i.test(text)) return undefined;
  const message = inside(text, /<pre[\s>]/i, /<\/pre>/i) ?? inside(text, /<title[\s>]/i, /<\/title>/i) ?? "";
  return { message: message.replace(/<[^<>]*>/g, " ") };
}

/** The text inside the first element that `open` finds; linear in the length of `text`. */
function inside(text: string, open: RegExp, close: RegExp): string | undefined {
  const start = text.search(open);
  const from = start < 0 ? -1 : text.indexOf(">", start);
  if (from < 0) return undefined;
  const rest = text.slice(from + 1);
  const end = rest.search(close);
  return end < 0 ? undefined : rest.slice(0, end);
}

function fromPlainText(text: string): Shaped {
  const match = /^([A-Z][A-Z0-9_]{2,63}): ([\s\S]*)$/.exec(text);
  return match ? { code: match[1], message: match[2] ?? "", recognised: true } : { message: text };
}

/** One line of printable text: no control, bidirectional or zero-width characters, at most 500 long. */
function plain(text = ""): string {
  const line = text
    .slice(0, 2_000)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  // The cut may fall into a character of two units, whose first half would stay.
  return line.length > 500 ? `${line.slice(0, 499).replace(/\p{Cs}$/u, "")}…` : line;
}
