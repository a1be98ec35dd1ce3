import type { Rule } from "./rule";

/** Path, query and fragment. */
export const pathAndQueryRules = {
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
} as const satisfies Record<string, Rule>;
