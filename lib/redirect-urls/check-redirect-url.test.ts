import { describe, expect, it } from "vitest";
import cases from "./cases.json";
import { checkRedirectUrl } from "./check-redirect-url";
import type { RedirectUrlContext } from "./evaluate";

const context: RedirectUrlContext = { confidential: true, consoleOrigin: cases.consoleOrigin, strict: false };

function codesOf(url: unknown, changes: Partial<RedirectUrlContext> = {}): string[] {
  return checkRedirectUrl(url, { ...context, ...changes })
    .findings.map(({ code }) => code)
    .toSorted();
}

describe("the worked cases", () => {
  it.each(cases.cases)("$id $level", ({ url, client, level, codes }) => {
    const verdict = checkRedirectUrl(url, { ...context, confidential: client === "confidential" });
    expect(verdict.findings.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    expect(verdict.level).toBe(level);
  });
});

describe("what the worked cases leave open", () => {
  it.each<[url: unknown, level: string, codes: string[]]>([
    [undefined, "reject", ["type"]],
    [{ toString: () => "https://app.example.com/cb" }, "reject", ["type"]],
    [" \t", "reject", ["edge-space", "empty"]],
    ["\u200b", "reject", ["empty", "invisible"]],
    ["\ufeffhttps://app.example.com/cb", "reject", ["invisible"]],
    ["https://app.example.com/cb\r\n", "reject", ["edge-space"]],
    ["https://app.example.com/c\u00a0b", "reject", ["ctl-or-space"]],
    ["https://app.example.com/\ud83d", "reject", ["non-ascii"]],
    ["java\nscript:alert(1)", "reject", ["ctl-or-space", "scheme-forbidden"]],
    ["https:\\\\app.example.com\\cb", "reject", ["backslash"]],
    ["https:/app.example.com/cb", "reject", ["no-authority"]],
    ["https:///app.example.com/cb", "reject", ["empty-host"]],
    ["app.example.com:8443/cb", "reject", ["not-absolute"]],
    ["/cb", "reject", ["not-absolute"]],
    ["https://::1/cb", "reject", ["authority"]],
    ["HTTPS://app.example.com/cb", "reject", ["case-scheme"]],
    ["com.example.app:/cb", "reject", ["custom-scheme-confidential"]],
    ["https://app.example.com@evil.example/cb", "reject", ["userinfo"]],
    ["https://app.example.com:*/cb", "reject", ["wildcard-port"]],
    ["https://*/cb", "reject", ["wildcard-host"]],
    ["https://app.example.com:0443/cb", "reject", ["default-port", "port-zeros"]],
    ["http://2130706433/cb", "reject", ["http-cleartext", "ipv4-legacy"]],
    ["http://[::ffff:127.0.0.1]/cb", "reject", ["http-cleartext", "ipv4-mapped", "ipv6-noncanonical"]],
    ["https://[fe80::1%25eth0]/cb", "reject", ["ipv6-zone"]],
    ["https://[1:2:3]/cb", "reject", ["ipv6-bad"]],
    ["https://app.example.com./cb", "reject", ["trailing-dot"]],
    ["https://ex!ample.com/cb", "reject", ["host-chars"]],
    ["https://xn--ls8h.example/cb", "warn", ["idn"]],
    ["http://127.0.0.2/cb", "warn", ["loopback-unusual"]],
    ["https://localhost:3000/cb", "warn", ["https-loopback"]],
    ["https://testlocalhost.example/cb", "warn", ["lookalike-localhost"]],
    ["https://10.0.0.5/cb", "note", ["private-host"]],
    ["https://grafana.corp/cb", "warn", ["private-host", "private-name"]],
    ["https://co.uk/cb", "warn", ["public-suffix"]],
    ["https://app.example.com/a%2f..%2fb", "reject", ["encoded-slash", "encoded-traversal", "pct-lowercase"]],
    ["https://app.example.com/..;/b", "reject", ["encoded-traversal", "path-params"]],
    ["https://app.example.com/a%252Fb", "warn", ["double-encoding"]],
    ["https://app.example.com/%7Euser", "warn", ["pct-unreserved"]],
    ["https://app.example.com//cb", "warn", ["double-slash"]],
    ["https://app.example.com/cb?", "warn", ["empty-query"]],
    ["https://app.example.com/cb?api_key=1", "warn", ["query", "secret-in-query"]],
    [
      "https://app.example.com/cb?s%74ate[]=1",
      "reject",
      ["pct-unreserved", "query", "response-param"].concat("not-rfc3986"),
    ],
    ["https://app.example.com/cb?x='1'", "reject", ["non-canonical", "query"]],
    ["https://CONSOLE.example.com:443/x", "reject", ["case-host", "console-origin", "default-port"]],
    ["http://console.example.com/x", "warn", ["http-cleartext"]],
  ])("%j", (url, level, codes) => {
    expect(codesOf(url)).toEqual(codes.toSorted());
    expect(checkRedirectUrl(url, context).level).toBe(level);
  });
});

describe("the context", () => {
  it("knows a client without a secret", () => {
    expect(codesOf("http://127.0.0.1/cb", { confidential: false })).toEqual([]);
    expect(codesOf("com.example.app:/cb", { confidential: false })).toEqual(["custom-scheme"]);
  });

  it.each([
    "http://app.example.com/cb",
    "http://10.0.0.5/cb",
    "https://10.0.0.5/cb",
    "https://8.8.8.8/cb",
    "https://intranet/cb",
    "https://webhook.site/cb",
    "https://app_1.example.com/cb",
    "https://app.example.com/a%2Fb",
    "https://app.example.com/%c3%a9",
  ])("rejects %s under the strict policy only", (url) => {
    expect(checkRedirectUrl(url, context).level).not.toBe("reject");
    expect(checkRedirectUrl(url, { ...context, strict: true }).level).toBe("reject");
  });

  it("keeps localhost usable under the strict policy", () => {
    expect(checkRedirectUrl("http://localhost:8020", { ...context, strict: true }).level).toBe("note");
  });

  it.each(["", "console.example.com", "not a URL"])("copes with a console origin of %j", (consoleOrigin) => {
    expect(codesOf("https://console.example.com/x", { consoleOrigin })).toEqual([]);
  });
});

describe("length", () => {
  const url = (bytes: number) => `https://app.example.com/${"a".repeat(bytes - 24)}`;

  it("is counted in bytes", () => {
    expect(codesOf(url(2048))).toEqual([]);
    expect(codesOf(url(2049))).toEqual(["too-long"]);
    expect(codesOf(`${url(2047)}é`)).toEqual(["non-ascii", "too-long"]);
  });

  it("spares a closer look at what is no URL any more", () => {
    expect(codesOf(` ${url(5000)}`)).toEqual(["edge-space", "too-long"]);
    expect(codesOf(` ${url(9000)}`)).toEqual(["too-long"]);
  });
});

describe("details", () => {
  it.each([
    ["https://xn--80ak6aa92e.com/cb", "idn", ["Reads аррӏе.com", "Looks like apple.com"]],
    [
      "https://xn--pypal-4ve.example/cb",
      "idn",
      ["Reads pаypal.example", "Mixes letters from Latin and Cyrillic", "Looks like paypal.example"],
    ],
    ["https://app.example.com/cb\u200b", "invisible", ["zero-width space (U+200B)"]],
    ["https://app.example.com/cb?state=1&code=2", "response-param", ["state", "code"]],
    ["https://good.example@evil.example/cb", "userinfo", ["The host is evil.example"]],
  ])("of %s", (url, code, details) => {
    const finding = checkRedirectUrl(url, context).findings.find((candidate) => candidate.code === code);
    expect(finding?.details).toEqual(details);
  });

  it("stay few for hostile input", () => {
    const { findings } = checkRedirectUrl(`https://${"-.".repeat(4000)}`, context);
    expect(Math.max(...findings.map(({ details }) => details.length))).toBeLessThanOrEqual(5);
  });
});
