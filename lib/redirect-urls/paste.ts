import { characterKind } from "./characters";
import { changesOf, type PasteChange, type PastePiece, type RemovedBecause } from "./paste-changes";

/** The rows found in a pasted text, and everything that is different from it. */
export interface Paste {
  urls: readonly string[];
  changes: readonly PasteChange[];
  pieces: readonly PastePiece[];
}

/**
 * Splits a pasted text into rows at spaces, line breaks, commas and semicolons and strips what people paste along:
 * hidden characters and quotes around a URL, brackets, Markdown links, words between URLs. Commas and semicolons
 * inside a URL stay, and so do characters that are wrong inside it, as the verdict on the row shows those.
 */
export function splitPaste(text: string): Paste {
  const pieces = dropWords(
    text.split(boundary).flatMap((part, index) => (index % 2 ? between(part) : cutToken(part))),
  );
  const urls: string[] = [];
  const numbered = pieces.map((piece): PastePiece => {
    if (piece.removed !== undefined) return { text: piece.text, removed: piece.removed };
    urls.push(piece.text);
    return { text: piece.text, row: urls.length - 1 };
  });
  return { urls, changes: changesOf(numbered, urls.length), pieces: numbered };
}

interface Cut {
  text: string;
  removed?: RemovedBecause;
}

// Spaces, and the quotes and angle brackets that no URL contains. Hidden characters inside a URL do not split it.
const boundary = /([\p{White_Space}"<>`\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c\u300d]+)/u;
const openers = "([{'";
const closers = ")]}'";

function between(text: string): Cut[] {
  return Array.from(text, (character) => ({
    text: character,
    removed: characterKind(character) === "space" ? "between" : "wrapper",
  }));
}

/** Cuts a text without spaces at the separators that end a URL in it. */
function cutToken(token: string): Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  for (let at = 0; at < token.length; at += 1) {
    if (!",;".includes(token.charAt(at)) || !separates(token.slice(start, at), token.slice(at + 1))) continue;
    cuts.push(...unwrap(token.slice(start, at)), { text: token.charAt(at), removed: "between" });
    start = at + 1;
  }
  return [...cuts, ...unwrap(token.slice(start))];
}

// Both are legal inside a URL, so they end one only where no URL goes on.
function separates(before: string, after: string): boolean {
  return (
    !before.includes(":/") ||
    /^[)\]}'([{]{0,8}(?:[,;]|$|[a-z][a-z0-9+.-]{0,60}:\/)/i.test(withoutHidden(after.slice(0, 80)))
  );
}

function withoutHidden(text: string): string {
  return Array.from(text)
    .filter((character) => characterKind(character) !== "invisible")
    .join("");
}

function unwrap(text: string): Cut[] {
  const characters = Array.from(text);
  const start = leading(characters, text);
  const end = trailing(characters, start);
  const kept = characters.slice(start, end).join("");
  return [
    ...characters.slice(0, start).map(removed),
    ...(kept === "" ? [] : [{ text: kept }]),
    ...characters.slice(end).map(removed),
  ];
}

function removed(character: string): Cut {
  return { text: character, removed: characterKind(character) === "invisible" ? "hidden" : "wrapper" };
}

function leading(characters: readonly string[], text: string): number {
  // [label](url in Markdown; the label stands before the URL.
  const link = text.lastIndexOf("](");
  const afterLink = link < 0 ? 0 : Array.from(text.slice(0, link + 2)).length;
  const address = /^\[[0-9a-f:.]+\]/i.test(text);
  const start = characters.findIndex(
    (character, index) =>
      index >= afterLink &&
      characterKind(character) !== "invisible" &&
      (address || !openers.includes(character)),
  );
  return start < 0 ? characters.length : start;
}

function trailing(characters: readonly string[], start: number): number {
  const open = new Map<string, number>();
  for (const [index, character] of characters.entries()) {
    const pair = closers.indexOf(character);
    if (index < start) continue;
    if (character !== "'" && openers.includes(character)) add(open, character, 1);
    else if (character !== "'" && pair >= 0) add(open, openers.charAt(pair), -1);
  }
  const quoted = characters.slice(0, start).includes("'");
  let end = characters.length;
  for (; end > start; end -= 1) {
    const character = characters[end - 1] ?? "";
    const opener = openers.charAt(closers.indexOf(character));
    const unmatched =
      closers.includes(character) && (character === "'" ? quoted : (open.get(opener) ?? 0) < 0);
    if (!unmatched && characterKind(character) !== "invisible") break;
    if (unmatched && character !== "'") add(open, opener, 1);
  }
  return end;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Beside whole URLs, words without a dot, slash or colon inside are labels, keys and bullets. */
function dropWords(cuts: readonly Cut[]): Cut[] {
  const found = cuts.some(
    ({ text, removed: why }) => why === undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(text),
  );
  return cuts.map((cut) =>
    found && cut.removed === undefined && isWord(cut.text) ? { ...cut, removed: "word" } : cut,
  );
}

function isWord(text: string): boolean {
  return /^[^./:]*[:.]?$/.test(text) || !/[\p{L}\p{N}]/u.test(text);
}
