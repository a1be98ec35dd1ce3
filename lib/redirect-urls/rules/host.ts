import type { Rule } from "./rule";

/** Which host it is, and who can reach it. */
export const hostRules = {
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
} as const satisfies Record<string, Rule>;
