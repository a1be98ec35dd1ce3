import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountApiPaths } from "@/lib/account-api/paths";
import { codeUnits } from "@/lib/testing/arbitraries";

const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";
const list = ["api", "2.0", "accounts", account_id, "oauth2", "custom-app-integrations"];

/** The segments a server sees behind `host`, decoded. */
function segmentsAt(host: string, path: string): string[] {
  const url = new URL(path, host);
  expect(url.origin).toBe(host);
  expect(url.search + url.hash + url.username + url.password).toBe("");
  return url.pathname.split("/").slice(1).map(decodeURIComponent);
}

const accountHost = "https://accounts.cloud.databricks.com";
const seenAbove = (path: string) => segmentsAt(accountHost, path);
/** The console serves the same paths below `/api`. */
const seenHere = (path: string) => segmentsAt("https://latchkey.example.com:8443", `/api${path}`);

const hostileParts = [
  ...[
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2E%2E",
    "%2f",
    "%5c",
    "%252e",
    "%00",
    "%",
    "%zz",
    "?",
    "#",
    ";",
    ":",
    "@",
    "&",
  ],
  ...[
    "//",
    "..\\",
    "../",
    "a",
    "é",
    "😀",
    "\ud800",
    "\udc00",
    "\u0000",
    "\r\n",
    "\t",
    " ",
    "\u202e",
    "\ufeff",
    "[",
    "|",
  ],
];
const hostileId = fc.oneof(
  fc.array(fc.constantFrom(...hostileParts), { maxLength: 6 }).map((parts) => parts.join("")),
  codeUnits(12),
  fc.uuid(),
);

describe("a path", () => {
  test("is upstream's own", () => {
    expect(accountApiPaths.customAppIntegrations(account_id)).toBe(
      `/api/2.0/accounts/${account_id}/oauth2/custom-app-integrations`,
    );
    expect(accountApiPaths.customAppIntegration(account_id, "c0ffee")).toBe(
      `/api/2.0/accounts/${account_id}/oauth2/custom-app-integrations/c0ffee`,
    );
  });

  test.each(["", ".", ".."])("is never made for the id %j", (id) => {
    expect(() => accountApiPaths.customAppIntegrations(id)).toThrow(RangeError);
    expect(() => accountApiPaths.customAppIntegration(account_id, id)).toThrow(RangeError);
    expect(() => accountApiPaths.customAppIntegration(id, "c0ffee")).toThrow(RangeError);
  });

  test.each([
    "...",
    "%2e",
    "%2e%2e",
    ".%2e",
    "../../x",
    "..%2f..",
    "a/b",
    "a\\b",
    "a?b",
    "a#b",
    "//evil.example",
    "@",
  ])("has %j as one segment", (id) => {
    expect(seenAbove(accountApiPaths.customAppIntegration(account_id, id))).toEqual([...list, id]);
  });

  test("has exactly the segments it means, whatever the ids are, or is not made at all", () => {
    let made = 0;
    fc.assert(
      fc.property(hostileId, hostileId, (account, integration) => {
        const refused = [account, integration].some(
          (id) => ["", ".", ".."].includes(id) || !isWellFormed(id),
        );
        const build = () => accountApiPaths.customAppIntegration(account, integration);
        if (refused) return void expect(build).toThrow();
        made += 1;
        const segments = list.with(3, account).concat(integration);
        expect(seenAbove(build())).toEqual(segments);
        expect(seenHere(build())).toEqual(["api", ...segments]);
        expect(seenAbove(accountApiPaths.customAppIntegrations(account))).toEqual(segments.slice(0, -1));
      }),
      { numRuns: 20_000 },
    );
    expect(made).toBeGreaterThan(5_000);
  });
});

function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}
