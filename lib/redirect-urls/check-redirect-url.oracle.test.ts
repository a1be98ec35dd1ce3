import { parse } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import cases from "./cases.json";
import { checkRedirectUrl } from "./check-redirect-url";
import { codes as allCodes } from "./findings";
import { hostParts } from "./host-parts";
import { generatedUrl } from "./testing/generator";
import { isAbsoluteUri, levelOf, type Opinion, opinionOf } from "./testing/oracle";

const numRuns = 110_000;
const consoleHost = new URL(cases.consoleOrigin).hostname;

describe("the validator and the oracle", () => {
  it.each(cases.cases)("both know case $id", ({ url, client, codes }) => {
    const opinion = opinionOf(url, { confidential: client === "confidential", consoleHost });
    expect([...opinion.codes].toSorted()).toEqual(codes.toSorted());
  });

  it("agree on generated URLs of every code, and what they accept is what a browser sends", {
    timeout: 600_000,
  }, () => {
    const seen = new Set<string>(["type"]);
    fc.assert(
      fc.property(generatedUrl, fc.boolean(), fc.boolean(), ({ url }, confidential, strict) => {
        const opinion = opinionOf(url, { confidential, consoleHost });
        const verdict = checkRedirectUrl(url, { confidential, strict, consoleOrigin: cases.consoleOrigin });
        const codes = verdict.findings.map(({ code }) => code);
        for (const code of codes) seen.add(code);
        same(comparable(codes, opinion), comparable(opinion.codes, opinion));
        same(verdict.level, levelOf(codes, strict));
        if (opinion.undetermined) same(String(codes.some(isInternational)), "true");
        if (verdict.level !== "reject") sameInBrowsers(url, codes);
      }),
      { numRuns, examples: [[{ url: "com.example.app://:8443/callback", mutations: [] }, false, false]] },
    );
    expect(allCodes.filter((code) => !seen.has(code))).toEqual([]);
  });
});

// The table of the oracle cannot tell these two apart for a label it does not have.
function isInternational(code: string): boolean {
  return code === "idn" || code === "punycode-invalid";
}

function comparable(codes: Iterable<string>, { undetermined }: Opinion): string {
  return [...codes]
    .filter((code) => !undetermined || !isInternational(code))
    .toSorted()
    .join(" ");
}

/** `expect` takes longer than the validator; it is only asked to explain. */
function same(actual: string | undefined, expected: string): void {
  if (actual !== expected) expect(actual).toBe(expected);
}

function sameInBrowsers(url: string, codes: readonly string[]): void {
  same(String(isAbsoluteUri(url)), "true");
  const sent = codes.includes("default-port") ? url.replace(/:\d+(?=[/?]|$)/, "") : url;
  const { href, hostname } = new URL(url);
  same(href, href === `${sent}/` ? `${sent}/` : sent);
  if (!/^https?:/.test(url)) return;
  // Three parsers, one host: the grammar, the living standard, and Node's old parser, which drops the brackets.
  same(hostParts(url)?.host, hostname);
  same(parse(url).hostname ?? "", hostname.replace(/^\[|\]$/g, ""));
}
