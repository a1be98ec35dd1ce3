/**
 * Runs before React on every page, error pages of Next included. Trusted Types are enforced: Next loads its chunks
 * by setting script URLs, and nothing else may set any.
 */
declare global {
  var trustedTypes:
    | { createPolicy: (name: "default", rules: { createScriptURL: (url: string) => string }) => unknown }
    | undefined;
}

globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL(text) {
    const url = new URL(text, location.href);
    if (url.origin === location.origin && url.pathname.startsWith("/_next/static/")) return text;
    throw new TypeError("Not a script of this console.");
  },
});

export {};
