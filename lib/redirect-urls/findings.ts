/** How bad a verdict is, mildest first. */
export type Level = "ok" | "note" | "warn" | "reject";

/** What one code means. `strict` is the level under `REDIRECT_POLICY=strict`, where that differs. */
export interface Rule {
  level: Exclude<Level, "ok">;
  strict?: "reject";
  title: string;
  explanation: string;
  remedy: string;
}

/** One thing to know about a URL. `details` name the offending pieces, in words, and may be empty. */
export interface Finding {
  code: Code;
  level: Exclude<Level, "ok">;
  title: string;
  explanation: string;
  remedy: string;
  details: readonly string[];
  fix?: { label: string; value: string };
}

/** The worst level of the findings, and all of them in the order they were looked for. */
export interface Verdict {
  level: Level;
  findings: readonly Finding[];
}

/** Called by each stage for each thing it sees. */
export type Report = (code: Code, ...details: string[]) => void;

export type Code = keyof typeof table;

/** The rule behind a code. */
export function ruleOf(code: Code): Rule {
  return table[code];
}

/** Whether a string is a code of this table, and not a member every object has. */
export function isCode(value: string): value is Code {
  return Object.hasOwn(table, value);
}

const levels = ["ok", "note", "warn", "reject"] as const satisfies readonly Level[];

/** The worst level among findings; "ok" when there are none. */
export function worstLevel(findings: readonly { level: Level }[]): Level {
  return levels.findLast((level) => findings.some((finding) => finding.level === level)) ?? "ok";
}

const table = {
  // Whole value
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

  // Raw characters
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

  // Grammar
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

  // Scheme
  "scheme-forbidden": {
    level: "reject",
    title: "Scheme that must not receive a sign-in",
    explanation:
      "The sign-in code could run as script, leak or never arrive, because this scheme is not a web address of an application.",
    remedy: "Use the https URL of the application.",
  },
  "scheme-not-reverse-dns": {
    level: "reject",
    title: "App scheme without a domain",
    explanation: "Another app could claim the same short scheme and receive the sign-in code.",
    remedy: "Use a scheme made from a domain of the app's owner, such as com.example.app.",
  },
  "custom-scheme-confidential": {
    level: "reject",
    title: "App scheme on a client with a secret",
    explanation:
      "A client with a secret runs on a server, and a server cannot receive a URL with an app scheme.",
    remedy: "Use an https URL, or create a client without a secret for the app.",
  },
  "custom-scheme": {
    level: "warn",
    title: "App scheme",
    explanation: "Any app on the same device can claim this scheme and receive the sign-in code.",
    remedy: "Make sure the app uses PKCE; prefer an https URL the app has claimed.",
  },
  "case-scheme": {
    level: "reject",
    title: "Capital letters in the scheme",
    explanation: "Sign-in would fail, because applications send the scheme in lower case.",
    remedy: "Write the scheme in lower case.",
  },

  // Authority
  userinfo: {
    level: "reject",
    title: "User name in front of the host",
    explanation: "The real host is hidden: everything before the @ is only a user name.",
    remedy: "Remove everything up to the @ and check which host remains.",
  },
  "pct-host": {
    level: "reject",
    title: "Encoded character in the host",
    explanation: "The real host is hidden behind percent signs and software disagrees about it.",
    remedy: "Write the host in plain letters.",
  },
  "wildcard-host": {
    level: "reject",
    title: "Asterisk in the host",
    explanation:
      "No sign-in would ever match, because URLs are compared exactly and patterns are not supported.",
    remedy: "Add one row for each host.",
  },
  "wildcard-port": {
    level: "reject",
    title: "Asterisk as port",
    explanation: "No sign-in would ever match, because ports are compared exactly.",
    remedy: "Add one row for each port.",
  },
  "port-bad": {
    level: "reject",
    title: "Port is not a number",
    explanation: "Browsers refuse the URL, because something other than digits follows the colon.",
    remedy: "Write one port number, and add one row for each further port.",
  },
  "port-range": {
    level: "reject",
    title: "Port does not exist",
    explanation: "Nothing can listen there, because ports go from 1 to 65535.",
    remedy: "Enter the port the application listens on.",
  },
  "port-empty": {
    level: "reject",
    title: "Colon without a port",
    explanation: "Sign-in would fail, because browsers remove the lone colon and the URL no longer matches.",
    remedy: "Remove the colon or add the port.",
  },
  "port-zeros": {
    level: "reject",
    title: "Zeros in front of the port",
    explanation: "Sign-in would fail, because browsers remove the zeros and the URL no longer matches.",
    remedy: "Write the port without leading zeros.",
  },
  "default-port": {
    level: "warn",
    title: "Default port written out",
    explanation: "Most applications leave this port out, and then the URL does not match.",
    remedy: "Remove the port unless the application really sends it.",
  },
  "port-blocked-by-browsers": {
    level: "warn",
    title: "Port that browsers refuse",
    explanation: "Sign-in ends on an error page, because browsers do not open this port.",
    remedy: "Let the application listen on another port.",
  },
  "ipv4-legacy": {
    level: "reject",
    title: "Unusual spelling of an IP address",
    explanation:
      "Software reads this as different hosts, because it looks like a number and is not a plain IPv4 address.",
    remedy: "Write four decimal numbers from 0 to 255 with dots between them.",
  },
  "ipv6-bad": {
    level: "reject",
    title: "Not an IPv6 address",
    explanation: "Browsers refuse the URL, because the text in brackets is not an address.",
    remedy: "Correct the address in the brackets.",
  },
  "ipv6-zone": {
    level: "reject",
    title: "Network interface in the address",
    explanation:
      "The URL works on one machine at best, because the part after the percent sign names its network card.",
    remedy: "Use an address without a zone, or a host name.",
  },
  "ipv6-noncanonical": {
    level: "reject",
    title: "Long spelling of an IPv6 address",
    explanation: "Sign-in would fail, because browsers shorten the address and the URL no longer matches.",
    remedy: "Use the short spelling.",
  },
  "ipv4-mapped": {
    level: "reject",
    title: "IPv4 address inside an IPv6 address",
    explanation: "The real host is hidden, because the address only wraps another one.",
    remedy: "Write the IPv4 address itself.",
  },
  unspecified: {
    level: "reject",
    title: "Address that means no host",
    explanation: "Sign-in would fail on many machines: this address is for listening, not for connecting.",
    remedy: "Use 127.0.0.1 for this computer, or the real host.",
  },
  "metadata-ip": {
    level: "reject",
    title: "Cloud metadata address",
    explanation: "Credentials are served there, so no sign-in may ever be sent to it.",
    remedy: "Enter the host of the application.",
  },
  "case-host": {
    level: "reject",
    title: "Capital letters in the host",
    explanation:
      "Sign-in would fail, because browsers write the host in lower case and the URL no longer matches.",
    remedy: "Write the host in lower case.",
  },
  "trailing-dot": {
    level: "reject",
    title: "Dot at the end of the host",
    explanation: "Certificates and cookies treat this as another host than the one without the dot.",
    remedy: "Remove the dot.",
  },
  "empty-label": {
    level: "reject",
    title: "Nothing between two dots",
    explanation: "The host cannot exist, because a part of its name is empty.",
    remedy: "Remove the extra dot.",
  },
  "label-hyphen": {
    level: "reject",
    title: "Part of the host begins or ends with a hyphen",
    explanation: "The host cannot get a certificate and many programs refuse it.",
    remedy: "Correct the host name.",
  },
  "label-too-long": {
    level: "reject",
    title: "Part of the host is longer than 63 characters",
    explanation:
      "The host cannot exist, because the domain name system stops at 63 characters for each part.",
    remedy: "Correct the host name.",
  },
  "host-too-long": {
    level: "reject",
    title: "Host is longer than 253 characters",
    explanation: "The host cannot exist, because the domain name system stops at 253 characters.",
    remedy: "Correct the host name.",
  },
  "host-chars": {
    level: "reject",
    title: "Character that no host name contains",
    explanation: "The host cannot exist, because names consist of letters, digits, hyphens and dots.",
    remedy: "Correct the host name.",
  },
  "punycode-invalid": {
    level: "reject",
    title: "Broken international host name",
    explanation: "Sign-in cannot arrive, because the xn-- part does not stand for an allowed name.",
    remedy: "Copy the host name from the application again.",
  },
  underscore: {
    level: "warn",
    strict: "reject",
    title: "Underscore in the host",
    explanation: "Some programs and certificate authorities refuse host names with an underscore.",
    remedy: "Use a host name without an underscore if there is one.",
  },
  idn: {
    level: "warn",
    title: "International host name",
    explanation:
      "The name people see can look like another one, because it uses letters from other alphabets.",
    remedy: "Compare the displayed name, letter by letter, with the one you expect.",
  },
  "lookalike-localhost": {
    level: "warn",
    title: "Looks like this computer, but is not",
    explanation:
      "The sign-in code would go to whoever owns this name, because only localhost itself stays on the computer.",
    remedy: "Use localhost or 127.0.0.1 if this computer is meant.",
  },
  "never-resolves": {
    level: "warn",
    title: "Host that never exists",
    explanation: "Sign-in cannot arrive, because names ending in .invalid are reserved to lead nowhere.",
    remedy: "Enter the real host.",
  },
  "single-label": {
    level: "warn",
    strict: "reject",
    title: "Host name without a domain",
    explanation: "The name can lead to different machines, because each network completes it in its own way.",
    remedy: "Use the full host name.",
  },
  "private-name": {
    level: "warn",
    strict: "reject",
    title: "Name for private networks",
    explanation:
      "Each network can have its own machine with this name, and none of them gets a public certificate.",
    remedy: "Use a name below a domain you own.",
  },
  "public-suffix": {
    level: "warn",
    title: "Domain shared by many owners",
    explanation: "Anyone can register a name below this host, so it does not belong to one application.",
    remedy: "Enter the full host name of the application.",
  },
  "tunnel-host": {
    level: "warn",
    strict: "reject",
    title: "Tunnel or request-catching service",
    explanation: "A stranger can get the same name later and receive the sign-in codes of this application.",
    remedy: "Use it for a short test only and remove it afterwards.",
  },
  "ip-literal": {
    level: "warn",
    strict: "reject",
    title: "IP address instead of a name",
    explanation: "The address can pass to another owner, and certificates for addresses are rare.",
    remedy: "Use the host name of the application.",
  },
  "loopback-unusual": {
    level: "warn",
    title: "Unusual address of this computer",
    explanation: "Sign-in fails on systems that only answer on 127.0.0.1.",
    remedy: "Use 127.0.0.1 unless the application asks for this address.",
  },
  "https-loopback": {
    level: "warn",
    title: "https on this computer",
    explanation:
      "Sign-in usually stops at a certificate warning, because local programs rarely have a certificate.",
    remedy: "Use http for localhost unless the application really serves https there.",
  },
  "loopback-confidential": {
    level: "note",
    title: "This computer, on a client with a secret",
    explanation: "A secret kept on a workstation can be read there, so this suits development only.",
    remedy: "Use a client without a secret for programs that people install.",
  },
  "localhost-name": {
    level: "note",
    title: "localhost is compared as written",
    explanation: "localhost and 127.0.0.1 are different URLs here, and so is every port.",
    remedy: "Register exactly what the application sends, with its port.",
  },
  "private-host": {
    level: "note",
    strict: "reject",
    title: "Host on a private network",
    explanation:
      "The same address leads to different machines on different networks and has no public certificate.",
    remedy: "Use a public host name, or make sure that everyone signs in from this network.",
  },
  "http-private": {
    level: "warn",
    strict: "reject",
    title: "Unencrypted on a private network",
    explanation: "Anyone on that network can read or take over the sign-in code.",
    remedy: "Serve the application over https.",
  },
  "http-cleartext": {
    level: "warn",
    strict: "reject",
    title: "Unencrypted",
    explanation: "Anyone between the browser and the host can read the sign-in code.",
    remedy: "Serve the application over https.",
  },
  "console-origin": {
    level: "reject",
    title: "Address of this console",
    explanation: "The sign-in codes of another application would arrive here instead of there.",
    remedy: "Enter the URL of the application.",
  },

  // Path and query
  "no-path": {
    level: "note",
    title: "No path",
    explanation: "With and without a slash at the end are different URLs here.",
    remedy: "Register exactly what the application sends.",
  },
  "dot-segment": {
    level: "reject",
    title: "Dot segment in the path",
    explanation: "Sign-in would fail or end on another page, because browsers resolve . and .. in a path.",
    remedy: "Write the path it leads to.",
  },
  "encoded-traversal": {
    level: "reject",
    title: "Hidden way up in the path",
    explanation: "A server that decodes the path once more would open another page than the registered one.",
    remedy: "Write the path it leads to.",
  },
  "encoded-control": {
    level: "reject",
    title: "Encoded control character",
    explanation: "A server that decodes it could be made to add headers or cut the URL.",
    remedy: "Remove the encoded character.",
  },
  "encoded-slash": {
    level: "warn",
    strict: "reject",
    title: "Encoded slash in the path",
    explanation: "Some servers decode it and open another page than the registered one.",
    remedy: "Use a plain slash if a slash is meant.",
  },
  "double-encoding": {
    level: "warn",
    strict: "reject",
    title: "Encoded twice",
    explanation: "Some servers decode it once and some twice, and then they see different URLs.",
    remedy: "Encode it once.",
  },
  "pct-unreserved": {
    level: "warn",
    strict: "reject",
    title: "Plain character written in encoded form",
    explanation: "Applications usually send the plain character, and then the URL does not match.",
    remedy: "Write the plain character unless the application sends the encoded one.",
  },
  "pct-lowercase": {
    level: "warn",
    strict: "reject",
    title: "Encoding in small letters",
    explanation: "Many libraries write %C3 rather than %c3, and then the URL does not match.",
    remedy: "Use capital letters after the percent sign unless the application sends small ones.",
  },
  "double-slash": {
    level: "warn",
    title: "Two slashes in a row",
    explanation: "Some servers merge them, and then the URL they see is another one.",
    remedy: "Remove one slash unless the application sends both.",
  },
  "path-params": {
    level: "warn",
    title: "Semicolon in the path",
    explanation:
      "Some servers cut the path at the semicolon, and a session id there changes with each sign-in.",
    remedy: "Remove the part from the semicolon on unless the application always sends it.",
  },
  "asterisk-literal": {
    level: "warn",
    title: "Asterisk is not a wildcard",
    explanation: "Only a URL with a real * in this place matches, because URLs are compared exactly.",
    remedy: "Add one row for each URL.",
  },
  "response-param": {
    level: "reject",
    title: "Parameter of the sign-in answer",
    explanation: "The application could mistake the registered value for the answer to a sign-in.",
    remedy: "Remove the parameter.",
  },
  "redirector-param": {
    level: "warn",
    title: "Could forward the sign-in elsewhere",
    explanation: "If the page follows this parameter, the sign-in code can be passed on to another site.",
    remedy: "Make sure the page does not forward, or remove the parameter.",
  },
  "secret-in-query": {
    level: "warn",
    title: "Looks like a secret in the URL",
    explanation: "URLs end up in logs and browser histories, where others can read the value.",
    remedy: "Remove the value and keep it on the server.",
  },
  "empty-query": {
    level: "warn",
    title: "Question mark without parameters",
    explanation: "Many libraries drop a lone question mark, and then the URL does not match.",
    remedy: "Remove the question mark unless the application sends it.",
  },
  query: {
    level: "note",
    title: "Has parameters",
    explanation: "Sign-in works only if the application sends exactly these parameters in this order.",
    remedy: "Register exactly what the application sends.",
  },

  // Whole string
  "non-canonical": {
    level: "reject",
    title: "Browsers write this URL differently",
    explanation: "Sign-in would fail, because the URL a browser makes of it no longer matches.",
    remedy: "Use the form that browsers use.",
  },
} as const satisfies Record<string, Rule>;

/** All codes, in the order of the stages. */
export const codes: readonly Code[] = Object.keys(table).filter(isCode);
