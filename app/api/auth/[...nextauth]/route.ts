import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth-options";
import { sessionCookieName } from "@/lib/server/session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's other actions (session, log, its own pages) are not used and answer 404. */
const actions: Record<string, readonly string[]> = {
  GET: ["csrf", "providers", "callback", "signin", "error"],
  POST: ["signin", "signout"],
};

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!actions[request.method]?.includes(nextauth[0] ?? "")) return new Response(null, { status: 404 });
  const current = (await cookies()).get(sessionCookieName())?.value;
  return NextAuth(request, context, authOptions(current));
}

export { handle as GET, handle as POST };
