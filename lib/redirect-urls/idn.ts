import { decodePunycode, encodePunycode } from "./punycode";

/** The letters an A-label stands for, or undefined when IDNA does not allow it. Label in lower case. */
export function unicodeLabel(label: string): string | undefined {
  // Longer labels do not exist, and decoding takes quadratic time.
  if (label.length > 63) return undefined;
  const encoded = label.slice("xn--".length);
  const decoded = decodePunycode(encoded);
  if (decoded === undefined || encodePunycode(decoded) !== encoded) return undefined;
  return isAllowed(decoded) ? decoded : undefined;
}

/** A host with its A-labels replaced by what they stand for; labels that stand for nothing stay. */
export function unicodeHost(host: string): string {
  return host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (unicodeLabel(label) ?? label) : label))
    .join(".");
}

/** Names of the scripts mixed in a label in a way no language writes; empty when there is nothing odd. */
export function mixedScripts(label: string): readonly string[] {
  const letters = Array.from(label).filter((character) => /\p{L}/u.test(character));
  const used = [...new Set(letters.map(scriptOf))].filter((name) => name !== "Common");
  if (used.length < 2) return [];
  return usualMixtures.some((mixture) => used.every((name) => mixture.includes(name))) ? [] : used;
}

// "Highly restrictive" in UTS 39 section 5.2: Latin beside the scripts of one East Asian language.
const usualMixtures: readonly (readonly string[])[] = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Hangul"],
  ["Latin", "Han", "Bopomofo"],
];

// RFC 5892: letters, marks, digits and its exceptions, and beyond it emoji, which browsers allow. Not what it
// disallows, old Hangul jamo and hidden characters among it, nor Cherokee small letters: they fold to capitals,
// which toLowerCase does not tell.
const allowedLabel =
  /^[-\p{L}\p{M}\p{Nd}\p{Extended_Pictographic}\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb]+$/u;
const disallowed =
  /[\p{Default_Ignorable_Code_Point}\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b\u1100-\u11ff\u13f8-\u13fd\ua960-\ua97f\uab70-\uabbf\ud7b0-\ud7ff]/u;
const foldsOntoItself = /[\u00df\u0131\u03c2]/u;

function isAllowed(label: string): boolean {
  return (
    /[^-a-z0-9]/.test(label) &&
    allowedLabel.test(label) &&
    !disallowed.test(label) &&
    !/^(?:[-\p{M}]|..--)|-$/u.test(label) &&
    label === label.normalize("NFC") &&
    Array.from(label).every(isStable) &&
    isWrittenOneWay(label)
  );
}

function isStable(character: string): boolean {
  if (foldsOntoItself.test(character)) return true;
  const folded = character.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
  return folded === character;
}

// RFC 5893 section 2, for the right-to-left scripts in use.
function isWrittenOneWay(label: string): boolean {
  const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  const letters = Array.from(label).filter((character) => /\p{L}/u.test(character));
  if (!letters.some((letter) => rightToLeft.test(letter))) return true;
  const ends = /^\p{L}/u.test(label) && /[\p{L}\p{Nd}]\p{M}*$/u.test(label);
  const oneKindOfDigit = !(/[0-9]/.test(label) && /[\u0660-\u0669]/u.test(label));
  return letters.every((letter) => rightToLeft.test(letter)) && ends && oneKindOfDigit;
}

function scriptOf(letter: string): string {
  return scripts.find(([, pattern]) => pattern.test(letter))?.[0] ?? "another script";
}

const scripts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Han", /\p{Script=Han}/u],
  ["Hiragana", /\p{Script=Hiragana}/u],
  ["Katakana", /\p{Script=Katakana}/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Bopomofo", /\p{Script=Bopomofo}/u],
  ["Common", /[\p{Script=Common}\p{Script=Inherited}]/u],
];
