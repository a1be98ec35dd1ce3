import type { Rule } from "./rule";

/** What stands before the colon. */
export const schemeRules = {
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
} as const satisfies Record<string, Rule>;
