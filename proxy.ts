import { type NextRequest, NextResponse } from "next/server";

/**
 * Document headers only. Authorisation is decided in the route wrapper and the page layouts. What is left out is no
 * document; every other address may be answered with one, if only to say that there is no such page.
 */
export const config = { matcher: "/((?!api/|_next/static/|favicon[a-z0-9-]*\\.(?:svg|ico)$).*)" };

/** Request headers a client could use to speak for Next or for this file. */
const ownHeaders = ["content-security-policy", "x-path", "next-action", "next-resume"];

export function proxy(request: NextRequest): NextResponse {
  // Server actions do not exist here, and nothing is posted to a page.
  if (request.method !== "GET" && request.method !== "HEAD")
    return new NextResponse(null, { status: 405, headers: { Allow: "GET, HEAD" } });
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  // What people open is configured; a header of the request must not decide it.
  const secure = process.env.NEXTAUTH_URL?.startsWith("https:") ?? false;
  const policy = contentSecurityPolicy(nonce, secure);
  const headers = new Headers(request.headers);
  for (const name of ownHeaders) headers.delete(name);
  headers.set("content-security-policy", policy);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-cache, no-store, max-age=0, must-revalidate");
  return response;
}

function contentSecurityPolicy(nonce: string, secure: boolean): string {
  // React and Next need eval for their error overlay, and inject styles, in development only.
  const development = process.env.NODE_ENV === "development";
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    ...(development ? [] : ["style-src-attr 'none'"]),
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(development ? [] : ["require-trusted-types-for 'script'", "trusted-types default"]),
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}
