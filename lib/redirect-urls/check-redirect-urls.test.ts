import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyAccountIndex, indexAccount } from "./account-index";
import { checkRedirectUrl } from "./check-redirect-url";
import { checkRedirectUrls, type RedirectUrlsContext } from "./check-redirect-urls";
import { generatedUrl } from "./testing/generator";

const context: RedirectUrlsContext = {
  confidential: true,
  consoleOrigin: "https://console.example.com",
  strict: false,
  others: emptyAccountIndex,
};

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `https://a.example/cb/${n}`);
const domains = (count: number) =>
  Array.from({ length: count }, (_, n) => `https://app.owner${n}.example/cb`);

function findingsOf(urls: readonly string[], changes: Partial<RedirectUrlsContext> = {}) {
  return checkRedirectUrls(urls, { ...context, ...changes }).findings;
}

describe("the worked lists", () => {
  it.each<[id: string, urls: string[], level: string, code: string]>([
    ["S1", ["https://a.example/cb", "https://a.example/cb"], "reject", "duplicate"],
    ["S2", ["https://a.example/cb", "https://A.example/cb"], "reject", "duplicate-letters"],
    ["S3", ["https://a.example/cb", "https://a.example:443/cb"], "warn", "default-port-twin"],
    ["S4", ["https://a.example", "https://a.example/"], "note", "root-slash-twin"],
    ["S5", ["https://a.example/cb", "https://a.example/cb/"], "note", "slash-twin"],
    ["S6", ["https://a.example/%7Euser", "https://a.example/~user"], "warn", "encoding-twin"],
    ["S7", ["https://a.example/%c3%a9", "https://a.example/%C3%A9"], "warn", "encoding-twin"],
    ["S8", ["https://a.example/cb?x=1&y=2", "https://a.example/cb?y=2&x=1"], "note", "query-order"],
    ["S9", ["http://a.example/cb", "https://a.example/cb"], "warn", "http-twin"],
    ["S10", ["https://a.example/cb", "http://127.0.0.1/cb"], "warn", "mixed-places"],
    ["S11", ["https://paypal.example/cb", "https://xn--pypal-4ve.example/cb"], "warn", "lookalike-host"],
    ["S12", domains(6), "warn", "many-domains"],
    ["S13", ["http://localhost:8020", "http://127.0.0.1:8020"], "note", "loopback-twin"],
    ["S14", [], "warn", "no-urls"],
    ["S15", numbered(51), "warn", "many-urls"],
  ])("%s", (_, urls, level, code) => {
    const verdict = checkRedirectUrls(urls, context);
    expect(verdict.findings.map((finding) => finding.code)).toEqual([code]);
    expect(verdict.level).toBe(level);
  });

  it("S14 for a client without a secret", () => {
    expect(checkRedirectUrls([], { ...context, confidential: false }).level).toBe("warn");
  });

  it("S15 with the limit of the account API", () => {
    const upstreamLimit = { count: 20, message: "At most 20 redirect URLs." };
    const verdict = checkRedirectUrls(numbered(21), { ...context, upstreamLimit });
    expect(verdict.level).toBe("reject");
    expect(verdict.findings).toMatchObject([{ code: "too-many-urls", explanation: upstreamLimit.message }]);
    expect(checkRedirectUrls(numbered(20), { ...context, upstreamLimit }).findings).toEqual([]);
  });

  it("S16", () => {
    const others = indexAccount([
      { integration_id: "1", name: "Reports", redirect_urls: ["https://a.example/cb"] },
      {
        integration_id: "2",
        name: "Old reports",
        redirect_urls: ["https://A.example:443/cb", "https://b.example"],
      },
    ]);
    const verdict = checkRedirectUrls(["https://c.example/cb", "https://a.example/cb"], {
      ...context,
      others,
    });
    expect(verdict.level).toBe("note");
    expect(verdict.findings).toMatchObject([
      {
        code: "shared-url",
        rows: [1],
        connections: [
          { integration_id: "1", name: "Reports" },
          { integration_id: "2", name: "Old reports" },
        ],
        details: ["Old reports has https://A.example:443/cb"],
      },
    ]);
  });
});

describe("lists without findings", () => {
  it.each([
    ["one URL", ["https://a.example/cb"]],
    ["different paths", ["https://a.example/cb", "https://a.example/CB"]],
    ["different ports", ["http://localhost:8020", "http://localhost:8021"]],
    ["fifty URLs", numbered(50)],
    ["five domains", domains(5)],
    ["many hosts of one domain", numbered(9).map((_, n) => `https://host${n + 2}.a.co.uk/cb`)],
    ["similar addresses", ["https://10.0.0.1/cb", "https://10.0.0.10/cb"]],
  ])("%s", (_, urls) => {
    expect(findingsOf(urls)).toEqual([]);
  });

  it("is fine with server and workstation for a client without a secret", () => {
    expect(findingsOf(["https://a.example/cb", "http://127.0.0.1/cb"], { confidential: false })).toEqual([]);
  });
});

describe("findings about several rows", () => {
  it("names all rows of a group and each group", () => {
    const urls = [
      "https://a.example/x",
      "https://b.example/",
      "https://a.example/x",
      "https://b.example/",
      "https://a.example/x",
    ];
    expect(findingsOf(urls).map(({ code, rows }) => [code, rows])).toEqual([
      ["duplicate", [0, 2, 4]],
      ["duplicate", [1, 3]],
    ]);
  });

  it("names the rows of localhost beside a server", () => {
    const urls = ["http://localhost:1/cb", "https://a.example/cb", "http://[::1]:2/cb"];
    expect(findingsOf(urls)).toMatchObject([{ code: "mixed-places", rows: [0, 2] }]);
  });

  it("sees duplicates through hidden characters and spaces", () => {
    const urls = ["https://a.example/cb", " https://a.example/cb", "https://a\u200b.example/cb"];
    expect(findingsOf(urls)).toMatchObject([{ code: "duplicate-letters", rows: [0, 1, 2] }]);
  });

  it("finds look-alikes of hosts elsewhere in the account, below the registered name too", () => {
    const others = indexAccount([
      { integration_id: "1", name: "Pay", redirect_urls: ["https://login.paypal.example/cb"] },
    ]);
    const urls = ["https://ok.example/cb", "https://xn--pypal-4ve.example/cb"];
    expect(findingsOf(urls, { others })).toMatchObject([
      { code: "lookalike-host", rows: [1], details: ["xn--pypal-4ve.example", "paypal.example"] },
    ]);
    expect(findingsOf(["https://paypa1.example/cb"], { others })).toMatchObject([{ code: "lookalike-host" }]);
    expect(findingsOf(["https://www.paypal.example/cb"], { others })).toEqual([]);
  });
});

describe("any list", () => {
  const list = fc.array(
    generatedUrl.map(({ url }) => url),
    { maxLength: 8 },
  );

  it("is judged row by row as each URL alone, whatever else is in it", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(list, list, (urls, registered) => {
        const others = indexAccount([{ integration_id: "1", name: "Other", redirect_urls: registered }]);
        const verdict = checkRedirectUrls(urls, { ...context, others });
        expect(verdict.rows).toEqual(urls.map((url) => checkRedirectUrl(url, context)));
        for (const { rows } of verdict.findings) expect(rows.every((row) => row in urls)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("shows each exact duplicate", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(list, fc.nat(), (urls, n) => {
        fc.pre(urls.length > 0);
        const repeated = urls[n % urls.length] ?? "";
        const row = urls.indexOf(repeated);
        const { findings } = checkRedirectUrls([...urls, repeated], context);
        const rows = findings.filter(({ code }) => code === "duplicate").flatMap((finding) => finding.rows);
        expect(rows).toEqual(expect.arrayContaining([row, urls.length]));
      }),
      { numRuns: 500 },
    );
  });
});
