import type { Level, Rule } from "./rules/rule";

/** One thing to know about several URLs together. `rows` are their places in the list, from 0. */
export interface SetFinding {
  code: SetCode;
  level: Exclude<Level, "ok">;
  title: string;
  explanation: string;
  remedy: string;
  details: readonly string[];
  rows: readonly number[];
  /** The other connections of the account that the finding is about. */
  connections: readonly { integration_id: string; name: string }[];
}

export type SetCode = keyof typeof table;

/** The rule behind a code about several URLs. */
export function setRuleOf(code: SetCode): Rule {
  return table[code];
}

function isSetCode(value: string): value is SetCode {
  return Object.hasOwn(table, value);
}

const table = {
  duplicate: {
    level: "reject",
    title: "Same URL twice",
    explanation: "The second row adds nothing.",
    remedy: "Remove one of the rows.",
  },
  "duplicate-letters": {
    level: "reject",
    title: "Same URL in another spelling",
    explanation: "Browsers make one URL of these rows, so only one of them can ever match.",
    remedy: "Keep the row in lower case and without spaces.",
  },
  "default-port-twin": {
    level: "warn",
    title: "With and without the default port",
    explanation: "Browsers make one URL of these rows.",
    remedy: "Keep both only if an application really sends both.",
  },
  "encoding-twin": {
    level: "warn",
    title: "Same URL in another encoding",
    explanation:
      "These rows are equal once percent signs are resolved, so one of them is probably a mistake.",
    remedy: "Keep the one the application sends.",
  },
  "root-slash-twin": {
    level: "note",
    title: "With and without a slash after the host",
    explanation: "Browsers treat them as one; the comparison does not, and some applications need both.",
    remedy: "Keep the one the application sends, or both.",
  },
  "slash-twin": {
    level: "note",
    title: "With and without a slash at the end",
    explanation: "These are different URLs, and a slash too many is a common reason for a failing sign-in.",
    remedy: "Keep the one the application sends.",
  },
  "query-order": {
    level: "note",
    title: "Same parameters in another order",
    explanation: "These are different URLs, because they are compared character by character.",
    remedy: "Keep the one the application sends.",
  },
  "http-twin": {
    level: "warn",
    title: "Unencrypted twin",
    explanation: "Anyone who can make a browser use the http row can read the code meant for the https row.",
    remedy: "Remove the http row.",
  },
  "mixed-places": {
    level: "warn",
    title: "Server and workstation in one connection",
    explanation: "The secret of the server has to be handed to workstations, where it can be read.",
    remedy: "Create a second connection for development.",
  },
  "lookalike-host": {
    level: "warn",
    title: "Looks like another host of this account",
    explanation: "A host that is easily taken for a known one is a way to steal sign-in codes.",
    remedy: "Compare the names letter by letter and ask whoever requested this URL.",
  },
  "many-domains": {
    level: "warn",
    title: "Many domains in one connection",
    explanation: "Applications of different owners share one client, so none can be switched off alone.",
    remedy: "Create one connection for each application.",
  },
  "loopback-twin": {
    level: "note",
    title: "localhost and 127.0.0.1",
    explanation: "These are different URLs, and so is every port a local program may choose.",
    remedy: "Keep what the program sends; expand a range such as {8020-8040} when it picks its port.",
  },
  "no-urls": {
    level: "warn",
    title: "No redirect URL",
    explanation: "Nobody can sign in through this connection until it has one.",
    remedy: "Add the URL the application returns to.",
  },
  "many-urls": {
    level: "warn",
    title: "More than 50 redirect URLs",
    explanation: "A list this long is hard to review, and forgotten entries are a risk.",
    remedy: "Remove what is no longer used, or create further connections.",
  },
  "too-many-urls": {
    level: "reject",
    title: "More redirect URLs than allowed",
    explanation: "Databricks refuses a list this long.",
    remedy: "Remove rows.",
  },
  "shared-url": {
    level: "note",
    title: "Used by another connection too",
    explanation: "Sign-ins of both connections arrive at the same place and can be mixed up.",
    remedy: "Make sure that this is one application, or remove the row.",
  },
} as const satisfies Record<string, Rule>;

/** All codes about several URLs. */
export const setCodes: readonly SetCode[] = Object.keys(table).filter(isSetCode);
