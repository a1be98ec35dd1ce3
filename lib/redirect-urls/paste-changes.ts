import { characterKind, characterName } from "./characters";

/** Why a part of a pasted text is not in a row. */
export type RemovedBecause = "between" | "hidden" | "wrapper" | "word";

/** A part of the pasted text: in a row (numbered from 0), or not. All texts, joined, are what was pasted. */
export type PastePiece = { text: string; row: number } | { text: string; removed: RemovedBecause };

/** One thing that was done, in words for the line that offers to undo it. */
export interface PasteChange {
  kind: RemovedBecause | "split" | "space";
  sentence: string;
}

/** Puts into words what happened between the pasted text and its rows; nothing for a text that is one clean URL. */
export function changesOf(pieces: readonly PastePiece[], rows: number): PasteChange[] {
  const of = (kind: RemovedBecause) =>
    pieces.flatMap((piece) => ("removed" in piece && piece.removed === kind ? [piece.text] : []));
  const changes: PasteChange[] = [];
  if (rows > 1) changes.push({ kind: "split", sentence: `Split into ${rows} rows.` });
  const spaces = of("between").filter((text) => characterKind(text) === "space");
  const unusual = spaces.filter((text) => text > "\x7f");
  if (unusual.length > 0)
    changes.push({ kind: "space", sentence: `Removed ${list(unusual.map(characterName))}.` });
  else if (spaces.length > 0 && rows < 2)
    changes.push({ kind: "space", sentence: "Removed spaces around the text." });
  const marks = of("between").filter((text) => characterKind(text) !== "space");
  if (marks.length > 0 && rows < 2) changes.push({ kind: "between", sentence: `Removed ${list(marks)}` });
  const hidden = of("hidden");
  if (hidden.length > 0)
    changes.push({
      kind: "hidden",
      sentence: `Removed hidden characters: ${list(hidden.map(characterName))}.`,
    });
  const wrappers = of("wrapper");
  if (wrappers.length > 0) changes.push({ kind: "wrapper", sentence: `Removed ${list(wrappers)}` });
  const words = of("word");
  if (words.length > 0) changes.push({ kind: "word", sentence: `Left out ${list(words)}` });
  return changes;
}

function list(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const more = distinct.length - 5;
  return distinct.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
