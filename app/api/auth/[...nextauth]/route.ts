import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth-options";
import { log } from "@/lib/server/log";
import { sessionCookieName } from "@/lib/server/session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's other actions (session, log, its own pages) are not used and answer 404. */
const actions: Record<string, readonly string[]> = {
  GET: ["csrf", "providers", "callback", "signin", "error"],
  POST: ["signin", "signout"],
};

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const startedAt = performance.now();
  const { nextauth } = await context.params;
  const response = actions[request.method]?.includes(nextauth[0] ?? "")
    ? await NextAuth(request, context, authOptions((await cookies()).get(sessionCookieName())?.value))
    : new Response(null, { status: 404 });
  log().info({
    method: request.method,
    path: request.nextUrl.pathname,
    status: response.status,
    ms: Math.round(performance.now() - startedAt),
  });
  return response;
}

export { handle as GET, handle as POST };
