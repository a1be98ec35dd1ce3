import type { Rule } from "./rule";

/** What is said of the value before it is read as a URL. */
export const wholeValueRules = {
  type: {
    level: "reject",
    title: "Not text",
    explanation: "Nothing can be registered, because a redirect URL has to be text.",
    remedy: "Enter the URL as text.",
  },
  empty: {
    level: "reject",
    title: "Nothing entered",
    explanation: "An empty row cannot receive a sign-in.",
    remedy: "Enter a URL or remove the row.",
  },
  "too-long": {
    level: "reject",
    title: "Longer than 2,048 bytes",
    explanation: "Sign-in would break on the way, because proxies and browsers cut or refuse URLs this long.",
    remedy: "Shorten the path or move the data out of the URL.",
  },
} as const satisfies Record<string, Rule>;

/** Characters that no URL has. */
export const characterRules = {
  "edge-space": {
    level: "reject",
    title: "Space before or after the URL",
    explanation: "Sign-in would fail, because the space becomes part of the URL that has to match.",
    remedy: "Remove the space.",
  },
  "ctl-or-space": {
    level: "reject",
    title: "Space, line break or control character inside",
    explanation: "Sign-in would fail or go elsewhere, because browsers delete or rewrite these characters.",
    remedy: "Remove the character, or write a wanted space as %20.",
  },
  invisible: {
    level: "reject",
    title: "Hidden character",
    explanation: "The URL is not the one it looks like: it contains a character that is not drawn.",
    remedy: "Remove the hidden character.",
  },
  "non-ascii": {
    level: "reject",
    title: "Letter outside plain ASCII",
    explanation: "Sign-in would fail, because applications send such letters in an encoded form.",
    remedy: "Write the host in its xn-- form and encode the path with percent signs.",
  },
} as const satisfies Record<string, Rule>;

/** What RFC 3986 does not allow. */
export const grammarRules = {
  backslash: {
    level: "reject",
    title: "Backslash",
    explanation: "Sign-in could end on another host, because browsers read a backslash as a slash.",
    remedy: "Use a forward slash.",
  },
  "not-rfc3986": {
    level: "reject",
    title: "Character that no URL may contain",
    explanation:
      "Sign-in would fail, because each library rewrites such characters differently and templates are not filled in.",
    remedy: "Write the final URL, without placeholders, and encode special characters.",
  },
  "bad-pct": {
    level: "reject",
    title: "Percent sign without two hex digits",
    explanation: "Applications and servers would disagree about the URL, because the encoding is cut off.",
    remedy: "Complete the encoding, or write a plain percent sign as %25.",
  },
  "pct-not-utf8": {
    level: "reject",
    title: "Encoded bytes that are not text",
    explanation: "Servers would read different URLs, because the encoded bytes are not valid UTF-8.",
    remedy: "Encode the text as UTF-8.",
  },
  "not-absolute": {
    level: "reject",
    title: "No scheme in front",
    explanation: "Browsers cannot tell where to go without https:// at the start.",
    remedy: "Enter the whole URL, starting with https://.",
  },
  "scheme-relative": {
    level: "reject",
    title: "Starts with // only",
    explanation: "The result would depend on the page it is opened from, because the scheme is missing.",
    remedy: "Put https: in front.",
  },
  fragment: {
    level: "reject",
    title: "Contains a # part",
    explanation:
      "The OAuth standard forbids a fragment here, even an empty one, and the answer would be lost behind it.",
    remedy: "Remove everything from the # on.",
  },
  "no-authority": {
    level: "reject",
    title: "Slashes missing after the scheme",
    explanation: "Browsers repair this silently and other software does not, so the URL would not match.",
    remedy: "Write two slashes after the scheme.",
  },
  authority: {
    level: "reject",
    title: "Host part cannot be read",
    explanation: "It is not clear which host is meant, because the brackets or colons do not fit together.",
    remedy: "Write the host as name:port, and an IPv6 address in square brackets.",
  },
  "empty-host": {
    level: "reject",
    title: "Host is missing",
    explanation: "There is nowhere to send the sign-in, because no host follows the two slashes.",
    remedy: "Enter the host of the application.",
  },
  "query-without-path": {
    level: "reject",
    title: "Slash missing before the ?",
    explanation: "Sign-in would fail, because browsers insert a slash here and the URL no longer matches.",
    remedy: "Write /? instead of ?.",
  },
} as const satisfies Record<string, Rule>;

/** Asked last, of the URL as a whole. */
export const spellingRules = {
  "non-canonical": {
    level: "reject",
    title: "Browsers write this URL differently",
    explanation: "Sign-in would fail, because the URL a browser makes of it no longer matches.",
    remedy: "Use the form that browsers use.",
  },
} as const satisfies Record<string, Rule>;
