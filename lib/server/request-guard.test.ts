import { describe, expect, test } from "vitest";
import { Failure } from "@/lib/server/failure";
import { refuseForeignRequest } from "@/lib/server/request-guard";
import { configureForTest, consoleOrigin } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";

configureForTest();

const address = `${consoleOrigin}/api/2.0/x`;

const passes = (request: Request): boolean => {
  try {
    refuseForeignRequest(request);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.type === "cross-site") return false;
    throw error;
  }
};

describe("a request from elsewhere is refused", () => {
  const sites = [
    undefined,
    "same-origin",
    "same-site",
    "cross-site",
    "none",
    "SAME-ORIGIN",
    "same-origin, none",
    "garbage",
  ];
  const changes = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];
  const origins = [
    undefined,
    consoleOrigin,
    "null",
    "https://evil.example",
    "http://latchkey.example.com",
    `${consoleOrigin}.evil.example`,
    `${consoleOrigin}:8443`,
    `${consoleOrigin}/`,
    consoleOrigin.toUpperCase(),
    `${consoleOrigin}, https://evil.example`,
    "",
  ];
  const matrix = sites.flatMap((site) =>
    origins.map((origin): [string | undefined, string | undefined] => [site, origin]),
  );

  const arriving = (method: string, site: string | undefined, origin: string | undefined) =>
    new Request(address, {
      method,
      headers: {
        ...(site === undefined ? {} : { "sec-fetch-site": site }),
        ...(origin === undefined ? {} : { origin }),
      },
    });

  test.each(matrix)("site %s, origin %s", (site, origin) => {
    // Fetch Metadata decides where there is any, and then nothing else counts.
    expect(passes(arriving("GET", site, origin))).toBe(
      site === undefined || site === "same-origin" || site === "none",
    );
    for (const method of changes)
      expect(passes(arriving(method, site, origin))).toBe(
        site === "same-origin" || (site === undefined && origin === consoleOrigin),
      );
  });

  test("whatever else it claims", () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      referer: `${consoleOrigin}/x`,
    };
    expect(passes(new Request(address, { headers }))).toBe(false);
    expect(
      passes(new Request(address, { method: "POST", headers: { ...headers, origin: consoleOrigin } })),
    ).toBe(false);
    expect(passes(new Request(address, { method: "POST", headers: { referer: `${consoleOrigin}/x` } }))).toBe(
      false,
    );
    expect(
      passes(
        new Request(address, { method: "POST", headers: { "x-forwarded-host": "latchkey.example.com" } }),
      ),
    ).toBe(false);
  });

  test("and told that nothing was changed", async () => {
    const failure = await failureOf(() => refuseForeignRequest(new Request(address, { method: "POST" })));
    expect(failure).toMatchObject({ type: "cross-site", detail: "Nothing was changed.", extra: {} });
  });
});
