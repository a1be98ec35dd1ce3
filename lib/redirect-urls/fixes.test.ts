import fc from "fast-check";
import { describe, expect, it } from "vitest";
import cases from "./cases.json";
import { checkRedirectUrl } from "./check-redirect-url";
import type { RedirectUrlContext } from "./evaluate";
import { generatedUrl } from "./testing/generator";

const context: RedirectUrlContext = { confidential: true, consoleOrigin: cases.consoleOrigin, strict: false };

function fixesOf(url: string): Record<string, string | undefined> {
  const { findings } = checkRedirectUrl(url, context);
  return Object.fromEntries(findings.map(({ code, fix }) => [code, fix?.value]));
}

describe("fixes offered", () => {
  it.each([
    [" https://app.example.com/cb\n", "edge-space", "https://app.example.com/cb"],
    ["https://app.example.com/c b", "ctl-or-space", "https://app.example.com/c%20b"],
    ["https://app.example.com/call\n  back", "ctl-or-space", "https://app.example.com/call%20%20back"],
    ["https://app .example.com/cb", "ctl-or-space", "https://app.example.com/cb"],
    ["https://app.example\u200b.com/cb", "invisible", "https://app.example.com/cb"],
    ["https://app.example.com/été", "non-ascii", "https://app.example.com/%C3%A9t%C3%A9"],
    ["https://münchen.example/cb", "non-ascii", "https://xn--mnchen-3ya.example/cb"],
    ["https://example\u3002com/cb", "non-ascii", "https://example.com/cb"],
    ["https:\\\\app.example.com\\cb", "backslash", "https://app.example.com/cb"],
    ["https://app.example.com\\@evil.example/cb", "backslash", undefined],
    ["app.example.com/cb", "not-absolute", "https://app.example.com/cb"],
    ["app.example.com:8443/cb", "not-absolute", "https://app.example.com:8443/cb"],
    ["localhost:8020", "not-absolute", "http://localhost:8020"],
    ["hello", "not-absolute", undefined],
    ["//app.example.com/cb", "scheme-relative", "https://app.example.com/cb"],
    ["https:/app.example.com/cb", "no-authority", "https://app.example.com/cb"],
    ["https:///app.example.com/cb", "empty-host", "https://app.example.com/cb"],
    ["http://::1:8020/cb", "authority", undefined],
    ["https://app.example.com/cb#/x", "fragment", "https://app.example.com/cb"],
    ["https://app.example.com?x=1", "query-without-path", "https://app.example.com/?x=1"],
    ["HTTPS://APP.example.com/CB", "case-scheme", "https://app.example.com/CB"],
    ["HTTPS://APP.example.com/CB", "case-host", "https://app.example.com/CB"],
    ["https://app.example.com:/cb", "port-empty", "https://app.example.com/cb"],
    ["https://app.example.com:08443/cb", "port-zeros", "https://app.example.com:8443/cb"],
    ["https://app.example.com:443/cb", "default-port", "https://app.example.com/cb"],
    ["https://APP.example.com:443/cb", "case-host", "https://app.example.com:443/cb"],
    ["http://0x7f.1/cb", "ipv4-legacy", "http://127.0.0.1/cb"],
    ["http://0xa9fea9fe/cb", "ipv4-legacy", undefined],
    ["https://1.2.3.4.5/cb", "ipv4-legacy", undefined],
    ["http://[0:0:0:0:0:0:0:1]/cb", "ipv6-noncanonical", "http://[::1]/cb"],
    ["https://app.example.com./cb", "trailing-dot", "https://app.example.com/cb"],
    ["https://app.example.com/a/../b/.", "dot-segment", "https://app.example.com/b/"],
    ["https://app.example.com/%2e%2e/cb", "dot-segment", "https://app.example.com/cb"],
    ["https://app.example.com/cb?x='1'", "non-canonical", "https://app.example.com/cb?x=%271%27"],
    ["https://app.example.com/%7Euser", "pct-unreserved", "https://app.example.com/~user"],
    ["https://app.example.com/%c3%a9", "pct-lowercase", "https://app.example.com/%C3%A9"],
    ["https://app.example.com/cb?", "empty-query", "https://app.example.com/cb"],
    ["http://app.example.com/cb", "http-cleartext", "https://app.example.com/cb"],
    ["http://app.example.com:8080/cb", "http-cleartext", undefined],
    ["https://user@APP.example.com/cb", "case-host", undefined],
    ["https://app.example.com/{tenant}", "not-rfc3986", undefined],
  ])("%j %s", (url, code, value) => {
    expect(fixesOf(url)).toHaveProperty(code, value);
  });

  it("is none for a URL that is far too long", () => {
    expect(fixesOf(` https://app.example.com/${"a".repeat(3000)}`)).toEqual({
      "edge-space": undefined,
      "too-long": undefined,
    });
  });
});

describe("any fix", () => {
  it("leads to a URL that is not rejected and no longer has the finding", { timeout: 600_000 }, () => {
    let applied = 0;
    fc.assert(
      fc.property(generatedUrl, fc.boolean(), fc.boolean(), ({ url }, confidential, strict) => {
        const policy = { ...context, confidential, strict };
        for (const { code, fix } of checkRedirectUrl(url, policy).findings) {
          if (!fix) continue;
          applied += 1;
          const after = checkRedirectUrl(fix.value, policy);
          const left = after.findings.map((finding) => finding.code);
          if (fix.value === url || after.level === "reject" || left.includes(code))
            expect.fail(`${code}: ${JSON.stringify(url)} became ${JSON.stringify(fix.value)}`);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(applied).toBeGreaterThan(2_000);
  });
});
