import { domainToASCII } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { mixedScripts, unicodeHost, unicodeLabel } from "./idn";
import { decodePunycode, encodePunycode } from "./punycode";

// RFC 3492 section 7.1: Arabic, simplified Chinese, Czech, Hebrew, Japanese, Russian and three with ASCII.
const samples = [
  ["egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"],
  ["ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
  ["proprostnemluvesky-uyb24dma41a", "pročprostěnemluvíčesky"],
  ["4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"],
  ["n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"],
  ["b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"],
  ["3b-ww4c5e180e575a65lsy2b", "3年b組金八先生"],
  ["-with-super-monkeys-pc58ag80a8qai00g7n9n", "安室奈美恵-with-super-monkeys"],
  ["2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2"],
] as const;

it.each(samples)("%s", (encoded, decoded) => {
  expect(decodePunycode(encoded)).toBe(decoded);
  expect(encodePunycode(decoded)).toBe(encoded);
});

it("is its own inverse", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (text) => {
      const label = text.toLowerCase();
      expect(decodePunycode(encodePunycode(label))).toBe(label);
    }),
    { numRuns: 500 },
  );
});

it("never fails on any text", () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z0-9-]{0,60}$/), (text) => decodePunycode(text) !== null));
});

it("allows only what the platform makes of the same letters", { timeout: 600_000 }, () => {
  const letters = fc.constantFrom(...("abzé漢字かカ한рхηאب1-ßıςǰ𐌰👍".match(/./gu) ?? []));
  let allowed = 0;
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 8 }), (chosen) => {
      const label = `xn--${encodePunycode(chosen.join(""))}`;
      if (unicodeLabel(label) === undefined) return;
      allowed += 1;
      expect(domainToASCII(`${label}.example`)).toBe(`${label}.example`);
    }),
    { numRuns: 4_000 },
  );
  expect(allowed).toBeGreaterThan(200);
});

it("refuses labels that no registry gives out", () => {
  for (const label of ["xn--a", "xn--abc-", "xn--", `xn--${"a".repeat(60)}`, "xn---80ak6aa92e"])
    expect(unicodeLabel(label)).toBeUndefined();
});

it("shows a host as people read it", () => {
  expect(unicodeHost("www.xn--mnchen-3ya.de")).toBe("www.münchen.de");
  expect(unicodeHost("xn--a.example")).toBe("xn--a.example");
});

it.each([
  ["münchen", []],
  ["日本語かなabc", []],
  ["한국漢字", []],
  ["pаypal", ["Latin", "Cyrillic"]],
  ["かな한국", ["Hiragana", "Hangul"]],
  ["аbγ", ["Cyrillic", "Latin", "Greek"]],
])("tells the scripts mixed in %s", (label, scripts) => {
  expect(mixedScripts(label)).toEqual(scripts);
});
