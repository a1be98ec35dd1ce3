import type { Rule } from "./rule";

/** Person, host and port: how they are written. */
export const authorityRules = {
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
} as const satisfies Record<string, Rule>;
