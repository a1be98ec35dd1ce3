import { decodeFully } from "./decoding";
import type { Report } from "./findings";

/** Reports on the path, and on the query where a rule holds for both. */
export function checkPath(path: string, query: string, report: Report): void {
  const segments = path.split("/");
  if (segments.some(isDotSegment)) report("dot-segment");
  const others = segments.filter((segment) => !isDotSegment(segment));
  const climbing = others.some(climbs);
  if (climbing) report("encoded-traversal");
  const control = [path, query].some((text) => Array.from(decodeFully(text)).some(isAsciiControl));
  if (control) report("encoded-control");

  if (/%(?:2f|5c)/i.test(path)) report("encoded-slash");
  // Traversal and control characters are what double encoding is feared for; they say it all.
  if (!climbing && !control && /%25[0-9a-f]{2}/i.test(`${path}?${query}`)) report("double-encoding");
  if (path.includes("//")) report("double-slash");
  if (path.includes(";")) report("path-params");
  checkEncodings([...others, query], `${path}?${query}`, report);
  if (path.includes("*") || query.includes("*")) report("asterisk-literal");
}

/** Whether browsers take a segment for `.` or `..`, encoded or not. */
export function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}

function isAsciiControl(character: string): boolean {
  return character < " " || character === "\x7f";
}

function climbs(segment: string): boolean {
  return decodeFully(segment)
    .split(/[/\\]/)
    .some((part) => part === ".." || part.startsWith("..;"));
}

function checkEncodings(unresolved: readonly string[], all: string, report: Report): void {
  const needless = unresolved.flatMap((text) => text.match(/%[0-9a-f]{2}/gi) ?? []).filter(isUnreserved);
  if (needless.length > 0) report("pct-unreserved", ...needless);
  if (/%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])/.test(all)) report("pct-lowercase");
}

/** Whether an encoding stands for a character that needs none (RFC 3986 section 2.3). */
export function isUnreserved(encoding: string): boolean {
  return /^[A-Za-z0-9._~-]$/.test(String.fromCharCode(Number.parseInt(encoding.slice(1), 16)));
}
