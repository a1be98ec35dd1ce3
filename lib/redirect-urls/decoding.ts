/**
 * Percent encodings undone until none is left, in one pass: whenever the output ends in a whole encoding it is
 * replaced by its character, which may complete another. Bytes are taken one by one, as ASCII is all that matters.
 */
export function decodeFully(text: string): string {
  if (!text.includes("%")) return text;
  const output: string[] = [];
  for (const character of text) {
    output.push(character);
    while (output.at(-3) === "%" && isHexDigit(output.at(-2)) && isHexDigit(output.at(-1))) {
      const [, high = "", low = ""] = output.splice(-3);
      output.push(String.fromCharCode(Number.parseInt(high + low, 16)));
    }
  }
  return output.join("");
}

// By comparison rather than by pattern: this runs for every character.
function isHexDigit(character = ""): boolean {
  return (
    (character >= "0" && character <= "9") ||
    (character >= "a" && character <= "f") ||
    (character >= "A" && character <= "F")
  );
}
