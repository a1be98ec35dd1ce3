/** What a code point outside printable ASCII is to a URL. */
export type CharacterKind = "plain" | "space" | "control" | "invisible" | "non-ascii";

// Unicode White_Space.
const spaces: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

// Unicode Default_Ignorable_Code_Point, the blank braille pattern and the interlinear marks: all draw nothing.
const invisibles: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

/** Sorts a character, given as a string of one code point, into its kind. */
export function characterKind(character: string): CharacterKind {
  const point = character.codePointAt(0) ?? 0;
  if (point > 0x20 && point < 0x7f) return "plain";
  if (within(spaces, point)) return "space";
  if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return "control";
  return within(invisibles, point) ? "invisible" : "non-ascii";
}

/** `U+200B`, the usual way to write a code point. */
export function codePointLabel(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}

/** A name an admin can search for, or the kind in words. */
export function characterName(character: string): string {
  const name = names.get(character.codePointAt(0) ?? 0);
  if (name) return name;
  if (/\p{Surrogate}/u.test(character)) return "half a character";
  const kind = characterKind(character);
  if (kind === "space") return "space";
  if (kind === "control") return "control character";
  return kind === "invisible" ? "hidden character" : "letter";
}

function within(ranges: readonly (readonly [number, number])[], point: number): boolean {
  return ranges.some(([first, last]) => point >= first && point <= last);
}

const names: ReadonlyMap<number, string> = new Map([
  [0x00, "null character"],
  [0x09, "tab"],
  [0x0a, "line break"],
  [0x0d, "carriage return"],
  [0x1b, "escape character"],
  [0x7f, "delete character"],
  [0xa0, "no-break space"],
  [0xad, "soft hyphen"],
  [0x200b, "zero-width space"],
  [0x200c, "zero-width non-joiner"],
  [0x200d, "zero-width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x2028, "line separator"],
  [0x2029, "paragraph separator"],
  [0x202a, "left-to-right embedding"],
  [0x202b, "right-to-left embedding"],
  [0x202c, "end of direction change"],
  [0x202d, "left-to-right override"],
  [0x202e, "right-to-left override"],
  [0x202f, "narrow no-break space"],
  [0x2060, "word joiner"],
  [0x2066, "left-to-right isolate"],
  [0x2067, "right-to-left isolate"],
  [0x2068, "first strong isolate"],
  [0x2069, "end of isolate"],
  [0x3000, "wide space"],
  [0xfeff, "byte order mark"],
]);
