import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitPaste } from "./paste";

const a = "https://a.example/cb";
const b = "https://b.example/cb";

describe("splitting", () => {
  it.each([
    ["a single URL", a, [a]],
    ["lines", `${a}\n${b}`, [a, b]],
    ["Windows lines and blanks", `${a}\r\n\r\n  ${b}\r\n`, [a, b]],
    ["commas", `${a},${b}`, [a, b]],
    ["commas and spaces", `${a}, ${b},`, [a, b]],
    ["semicolons", `${a};${b}; `, [a, b]],
    ["spaces and tabs", `${a} \t${b}`, [a, b]],
    ["hosts without a scheme", "a.example/cb,b.example/cb", ["a.example/cb", "b.example/cb"]],
    ["app schemes", `${a},com.example.app:/cb`, [a, "com.example.app:/cb"]],
    ["a comma and a semicolon inside a URL", `${a};v=1?x=1,2 ${b}`, [`${a};v=1?x=1,2`, b]],
    ["nothing", " \n ", []],
  ])("%s", (_, text, urls) => {
    expect(splitPaste(text).urls).toEqual(urls);
  });
});

describe("cleaning", () => {
  it.each([
    ["no-break spaces", `\u00a0${a}\u3000`, [a]],
    ["hidden characters around", `\ufeff\u200b${a}\u200b\u200e`, [a]],
    ["quotes", `"${a}", '${b}'`, [a, b]],
    ["typographic quotes", `“${a}” «${b}»`, [a, b]],
    ["backticks", `\`${a}\``, [a]],
    ["angle brackets", `<${a}>`, [a]],
    ["parentheses", `(${a})`, [a]],
    ["balanced parentheses inside stay", `(${a}/(x))`, [`${a}/(x)`]],
    ["an apostrophe inside stays", `${a}/it's'`, [`${a}/it's'`]],
    ["IPv6 addresses stay", "[http://[::1]:8020,http://[::1]]", ["http://[::1]:8020", "http://[::1]"]],
    ["a port range stays", "http://localhost:{8020-8040}", ["http://localhost:{8020-8040}"]],
    ["a Markdown link", `[the app](${a})`, [a]],
    ["a Markdown list", `- ${a}\n- ${b}`, [a, b]],
    ["a numbered list", `1. ${a}\n2. ${b}`, [a, b]],
    ["JSON", `{"redirect_urls":["${a}","${b}"]}`, [a, b]],
    ["Terraform", `redirect_urls = [\n  "${a}",\n  "${b}",\n]`, [a, b]],
    ["YAML", `redirect_urls:\n  - ${a}\n  - '${b}'\n`, [a, b]],
    ["labels", `Prod: ${a}\nTest: ${b}`, [a, b]],
  ])("%s", (_, text, urls) => {
    expect(splitPaste(text).urls).toEqual(urls);
  });

  it("leaves hidden characters inside a URL for the verdict to show", () => {
    expect(splitPaste("https://a\u200b.exa\ufeffmple/cb").urls).toEqual(["https://a\u200b.exa\ufeffmple/cb"]);
  });

  it("keeps words when there is no whole URL among them", () => {
    expect(splitPaste("localhost intranet").urls).toEqual(["localhost", "intranet"]);
  });

  it("says what it did", () => {
    const { changes } = splitPaste(`\ufeffProd: "${a}"\u00a0${b}`);
    expect(changes).toEqual([
      { kind: "split", sentence: "Split into 2 rows." },
      { kind: "space", sentence: "Removed no-break space." },
      { kind: "hidden", sentence: "Removed hidden characters: byte order mark." },
      { kind: "wrapper", sentence: 'Removed "' },
      { kind: "word", sentence: "Left out Prod:" },
    ]);
  });

  it("says nothing about a clean URL", () => {
    expect(splitPaste(a).changes).toEqual([]);
  });
});

describe("any text", () => {
  const noise = fc.constantFrom(
    ..." \n\t\r,;\u00a0\u200b\ufeff\u2028\"'`()[]{}<>“”«»-*:./".split(""),
    ", ",
    "](",
    "Prod:",
    "{8020-8040}",
    "é",
    "\ud83d",
    a,
    b,
    "com.example.app:/cb",
    "http://[::1]:8020/cb",
    "localhost:8020",
  );
  const text = fc.array(noise, { maxLength: 30 }).map((parts) => parts.join(""));

  it("is split without losing, adding or reordering a character", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (pasted) => {
        const { urls, pieces, changes } = splitPaste(pasted);
        expect(pieces.map((piece) => piece.text).join("")).toBe(pasted);
        expect(pieces.flatMap((piece) => ("row" in piece ? [piece.text] : []))).toEqual(urls);
        const outer = /^$|^[\s\p{Default_Ignorable_Code_Point}]|[\s\p{Default_Ignorable_Code_Point}]$/u;
        expect(urls.filter((url) => outer.test(url))).toEqual([]);
        if (urls.join("") !== pasted) expect(changes).not.toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it("gives the same rows when they are pasted again", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(text, (pasted) => {
        const { urls } = splitPaste(pasted);
        fc.pre(urls.every((url) => !/[,;'()[\]{}]/.test(url)));
        expect(splitPaste(urls.join("\n")).urls).toEqual(urls);
      }),
      { numRuns: 2_000 },
    );
  });
});
