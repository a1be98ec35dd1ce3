import { unicodeHost } from "./idn";

/**
 * What a host looks like at a glance, after the skeleton of UTS 39 section 4: hosts with the same skeleton are
 * easily taken for each other. Accents are left out, which goes further than UTS 39. Host in lower case.
 */
export function skeleton(host: string): string {
  const bare = unicodeHost(host).normalize("NFD").replace(/\p{M}/gu, "");
  return Array.from(bare, (character) => lookalikes.get(character) ?? character)
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

/** The plain host that an international one looks like, if every letter of it passes for a plain one. */
export function plainLookalike(host: string): string | undefined {
  const bare = unicodeHost(host).normalize("NFD").replace(/\p{M}/gu, "");
  const plain = Array.from(bare, (character) =>
    character.charCodeAt(0) < 0x80 ? character : (lookalikes.get(character) ?? character),
  ).join("");
  return /^[a-z0-9.-]+$/.test(plain) ? plain : undefined;
}

// From the confusables of UTS 39, reduced to what may stand in a host name and passes for an ASCII letter.
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: "аɑα",
    b: "ьƅ",
    c: "сϲᴄ",
    d: "ԁɗ",
    e: "еҽɛ",
    f: "ƒẝ",
    g: "ɡցɠ",
    h: "һհ",
    i: "іıιɩ",
    j: "јϳ",
    k: "кκĸƙ",
    l: "1ӏǀłƚ",
    m: "м",
    n: "ոռпɲ",
    o: "0оοօסഠဝჿ",
    p: "рρƿ",
    q: "ԛգզ",
    r: "гᴦ",
    s: "ѕꜱʂ",
    t: "тτƭ",
    u: "υսʋ",
    v: "νѵᴠ",
    w: "ԝѡωɯա",
    x: "хχҳ",
    y: "уγүყ",
    z: "ᴢʐ",
    "-": "\u30fb",
  }).flatMap(([plain, like]) => Array.from(like, (character): [string, string] => [character, plain])),
);
