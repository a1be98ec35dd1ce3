// RFC 3492 section 5.
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const highestCodePoint = 0x10ffff;

/** Decodes what follows `xn--` in an A-label, in lower case. Undefined when it is not punycode. */
export function decodePunycode(encoded: string): string | undefined {
  const delimiter = encoded.lastIndexOf("-");
  const points = Array.from(encoded.slice(0, Math.max(delimiter, 0)), (character) => character.charCodeAt(0));
  let input = encoded.slice(delimiter + 1);
  let n = initialN;
  let bias = initialBias;
  let i = 0;
  while (input !== "") {
    const start = i;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitValue(input.charCodeAt(0));
      if (digit === undefined) return undefined;
      input = input.slice(1);
      i += digit * weight;
      if (i > Number.MAX_SAFE_INTEGER / base) return undefined;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= base - t;
    }
    const length = points.length + 1;
    bias = adapt(i - start, length, start === 0);
    n += Math.floor(i / length);
    if (n > highestCodePoint || (n >= 0xd800 && n <= 0xdfff)) return undefined;
    i %= length;
    points.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...points);
}

/** Encodes a label in lower case to what follows `xn--`. */
export function encodePunycode(label: string): string {
  const points = Array.from(label, (character) => character.codePointAt(0) ?? 0);
  let output = String.fromCodePoint(...points.filter((point) => point < initialN));
  let handled = output.length;
  let first = true;
  if (handled > 0) output += "-";
  let n = initialN;
  let bias = initialBias;
  let delta = 0;
  while (handled < points.length) {
    const lowest = n;
    const next = Math.min(...points.filter((point) => point >= lowest));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      output += variableLength(delta, bias);
      handled += 1;
      bias = adapt(delta, handled, first);
      first = false;
      delta = 0;
    }
    delta += 1;
    n += 1;
  }
  return output;
}

function variableLength(delta: number, bias: number): string {
  let output = "";
  let rest = delta;
  for (let k = base; ; k += base) {
    const t = threshold(k, bias);
    if (rest < t) return output + digitCharacter(rest);
    output += digitCharacter(t + ((rest - t) % (base - t)));
    rest = Math.floor((rest - t) / (base - t));
  }
}

function threshold(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, tMin), tMax);
}

function adapt(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? damp : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > ((base - tMin) * tMax) / 2) {
    rest = Math.floor(rest / (base - tMin));
    k += base;
  }
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}

function digitValue(unit: number): number | undefined {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61;
  return unit >= 0x30 && unit <= 0x39 ? unit - 0x30 + 26 : undefined;
}

function digitCharacter(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}
