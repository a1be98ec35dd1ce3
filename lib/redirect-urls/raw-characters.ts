import { characterKind, characterName, codePointLabel } from "./characters";
import type { Report } from "./findings";

/**
 * Reports characters a URL cannot contain and returns the text the later stages read: without them, and with
 * backslashes before the query as the slashes browsers take them for. What is reported here is so not reported
 * twice. Letters outside ASCII stay, because each stage treats them in its own way.
 */
export function readRawCharacters(raw: string, report: Report): string {
  const reading = isPlain(raw) ? raw : readForeign(raw, report);
  if (reading.includes("\\")) report("backslash");
  return slashed(reading);
}

/** Whether every character is a printable ASCII one, so that there is nothing to look at one by one. */
export function isPlain(raw: string): boolean {
  return /^[!-~]*$/.test(raw);
}

function readForeign(raw: string, report: Report): string {
  const characters = Array.from(raw);
  const [start, end] = core(characters);
  const edges = [...characters.slice(0, start), ...characters.slice(end)];
  const edgeSpaces = edges.filter((character) => characterKind(character) === "space");
  if (edgeSpaces.length > 0) report("edge-space", ...named(edgeSpaces));

  const spaces: string[] = [];
  const invisibles = edges.filter((character) => characterKind(character) === "invisible");
  const foreign: string[] = [];
  let reading = "";
  for (const character of characters.slice(start, end)) {
    const kind = characterKind(character);
    if (kind === "space" || kind === "control") spaces.push(character);
    else if (kind === "invisible") invisibles.push(character);
    else {
      if (kind === "non-ascii") foreign.push(character);
      reading += character;
    }
  }
  if (spaces.length > 0) report("ctl-or-space", ...named(spaces));
  if (invisibles.length > 0) report("invisible", ...named(invisibles));
  if (foreign.length > 0)
    report("non-ascii", ...named(foreign, (character) => `${character} (${codePointLabel(character)})`));
  return reading;
}

/** Backslashes as slashes up to the query, as browsers read them. */
export function slashed(text: string): string {
  const end = text.search(/[?#]/);
  const head = end < 0 ? text : text.slice(0, end);
  return head.replaceAll("\\", "/") + text.slice(head.length);
}

/** The range left when spaces and hidden characters are taken from both ends. */
export function core(characters: readonly string[]): [start: number, end: number] {
  const outer = (character: string) => ["space", "invisible"].includes(characterKind(character));
  const start = characters.findIndex((character) => !outer(character));
  if (start < 0) return [characters.length, characters.length];
  return [start, characters.findLastIndex((character) => !outer(character)) + 1];
}

function named(
  characters: readonly string[],
  name = (character: string) => `${characterName(character)} (${codePointLabel(character)})`,
): string[] {
  return characters.map(name);
}
