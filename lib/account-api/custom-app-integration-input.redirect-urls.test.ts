import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CreateValues,
  createRequestSchema,
  redirectUrlIssues,
  withoutBlanks,
} from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { codeUnits, wellFormedText } from "@/lib/testing/arbitraries";

const consoleOrigin = "https://latchkey.example.com";
const createSchema = createRequestSchema({ consoleOrigin, strict: false });
const good = "https://app.example.com/cb";
const other = "https://other.example.com/cb";
const values: CreateValues = {
  name: "Power BI",
  confidential: true,
  redirect_urls: [good],
  scopes: ["sql"],
  token_access_policy: defaultTokenAccessPolicy,
};

/** The fields a create with these changes is refused for. */
const refusedWith = (changes: Record<string, unknown>) =>
  (createSchema.safeParse({ ...values, ...changes }).error?.issues ?? []).map(({ path }) => path.join("."));

describe("redirect URLs", () => {
  const issuesOf = (urls: string[], existing: string[] = []) =>
    redirectUrlIssues(urls, { confidential: true, strict: false, consoleOrigin, existing }).map(
      ({ path, message }) => ({
        field: path.join("."),
        message,
      }),
    );
  const fieldsOf = (urls: string[], existing: string[] = []) =>
    issuesOf(urls, existing).map(({ field }) => field);

  test("may be none, and blank rows are none", () => {
    expect(createSchema.parse({ ...values, redirect_urls: [] }).redirect_urls).toEqual([]);
    expect(createSchema.parse({ ...values, redirect_urls: ["", " ", "\t\n\u00a0"] }).redirect_urls).toEqual(
      [],
    );
    expect(
      createSchema.parse({ ...values, redirect_urls: ["", good, "", other, " "] }).redirect_urls,
    ).toEqual([good, other]);
  });

  test("are refused where they stand, blank rows counted", () => {
    expect(fieldsOf(["", good, "nonsense", " ", "http://evil.example.com/cb#x"])).toEqual([
      "redirect_urls.2",
      "redirect_urls.4",
    ]);
  });

  test("get one message each, whatever else is wrong with them", () => {
    const [issue, ...rest] = issuesOf(["http://USER:pw@exa mple.com:99999/../%zz#x"]);
    expect(issue?.field).toBe("redirect_urls.0");
    expect(issue?.message).toMatch(/^[A-Z].*\. .*\.$/);
    expect(rest).toEqual([]);
  });

  test("are refused at every repetition, not at the first", () => {
    const repeated = { message: "Same URL twice. Remove one of the rows." };
    expect(issuesOf([good, other, good, other, good])).toEqual([
      { field: "redirect_urls.2", ...repeated },
      { field: "redirect_urls.3", ...repeated },
      { field: "redirect_urls.4", ...repeated },
    ]);
    expect(fieldsOf(["nonsense", "nonsense"])).toEqual(["redirect_urls.0", "redirect_urls.1"]);
  });

  test("that are only alike are no repetition", () => {
    expect(fieldsOf([good, `${good}/`, `${good}2`])).toEqual([]);
  });

  test("that a connection has already stay as they are", () => {
    expect(fieldsOf(["nonsense", good], ["nonsense"])).toEqual([]);
    expect(fieldsOf(["nonsense", "nonsense", good], ["nonsense"])).toEqual(["redirect_urls.1"]);
    expect(fieldsOf(["nonsense", "more nonsense"], ["nonsense"])).toEqual(["redirect_urls.1"]);
    expect(fieldsOf(["nonsense2"], ["nonsense"])).toEqual(["redirect_urls.0"]);
  });

  test("may not lead to this console", () => {
    expect(fieldsOf([`${consoleOrigin}/cb`])).toEqual(["redirect_urls.0"]);
  });

  test("depend on the client type", () => {
    const redirect_urls = ["com.example.app:/cb"];
    expect(refusedWith({ redirect_urls })).toEqual(["redirect_urls.0"]);
    expect(refusedWith({ redirect_urls, confidential: false })).toEqual([]);
  });

  test("lose their blanks and nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("", " ", "\n"), wellFormedText(4)), { maxLength: 8 }),
        (urls) => {
          const kept = withoutBlanks(urls);
          expect(kept).toEqual(urls.filter((url) => /\S/.test(url)));
          expect(withoutBlanks(kept)).toEqual(kept);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("of any text are accepted or refused in place, never a crash", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(codeUnits(30), fc.webUrl()), { maxLength: 4 }), (redirect_urls) => {
        const parsed = createSchema.safeParse({ ...values, redirect_urls });
        if (parsed.success) expect(parsed.data.redirect_urls).toEqual(withoutBlanks(redirect_urls));
        else
          for (const { path } of parsed.error.issues) {
            expect(path[0]).toBe("redirect_urls");
            expect(Object.keys(redirect_urls)).toContain(String(path[1]));
          }
      }),
      { numRuns: 2_000 },
    );
  });
});
