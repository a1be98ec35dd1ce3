import { characterKind, characterName, codePointLabel } from "./characters";
import { core } from "./raw-characters";

/** A piece of a URL for drawing. The texts of all pieces, joined, are the URL. */
export type Segment =
  | { kind: "plain"; text: string }
  /** A character that draws nothing or only a gap: draw `label`, speak `name`. */
  | { kind: "hidden"; text: string; label: string; name: string }
  /** Letters outside ASCII: draw `text` and mark it. */
  | { kind: "foreign"; text: string; label: string };

/** Cuts a URL into what can be drawn as it is and what has to be made visible. */
export function visibleSegments(url: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (const character of url) {
    const segment = segmentOf(character);
    const last = segments.at(-1);
    if (last?.kind === "plain" && segment.kind === "plain") last.text += segment.text;
    else if (last?.kind === "foreign" && segment.kind === "foreign") {
      last.text += segment.text;
      last.label += ` ${segment.label}`;
    } else segments.push(segment);
  }
  return segments;
}

/** Whether drawing a URL as plain text would leave something unseen. */
export function hasHidden(url: string): boolean {
  const characters = Array.from(url);
  const [start, end] = core(characters);
  return end - start < characters.length || visibleSegments(url).some(({ kind }) => kind === "hidden");
}

function segmentOf(character: string): Segment {
  const kind = characterKind(character);
  const label = codePointLabel(character);
  if (kind === "plain") return { kind, text: character };
  // Half a surrogate pair is drawn as a replacement character, which anything could be.
  if (kind === "non-ascii" && !/\p{Surrogate}/u.test(character))
    return { kind: "foreign", text: character, label };
  return { kind: "hidden", text: character, label, name: characterName(character) };
}
