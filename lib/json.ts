import { parse as parseLossless } from "lossless-json";

/**
 * Parses JSON and keeps integers beyond 2^53 as the exact digits in a string; every other number is a number.
 * Upstream ids (`created_by`, `principal_id`) are int64 and `JSON.parse` would round them.
 * Throws SyntaxError on malformed input, on duplicate keys with different values and on `__proto__` members.
 */
export function parseJson(text: string): unknown {
  return parseLossless(text, refusePrototype, parseNumber);
}

function parseNumber(digits: string): number | string {
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
}

// An own `__proto__` member survives parsing and would change a prototype when the object is copied later.
function refusePrototype(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError("A member named __proto__ is not accepted.");
  return value;
}
