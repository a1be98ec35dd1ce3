import { isInteger, parse, stringify } from "lossless-json";

/** int64 ids exceed 2^53: they are bigints in memory and plain digits on the wire. */
export const toJson = (value: unknown): string => stringify(value) ?? "null";

export const fromJson = (text: string): unknown =>
  parse(text, null, (digits) => {
    const value = Number(digits);
    return isInteger(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
  });

export const jsonResponse = (value: unknown, status = 200): Response =>
  new Response(toJson(value), { status, headers: { "content-type": "application/json; charset=utf-8" } });
