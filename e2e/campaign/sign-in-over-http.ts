import { request } from "undici";
import { z } from "zod";
import type { Account } from "../support/emulator-control";
import { personAs } from "../support/sign-in";

/** Cookies of one origin. */
class Jar {
  readonly #cookies = new Map<string, string>();

  take(headers: Record<string, string | string[] | undefined>): void {
    for (const cookie of [headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

async function go(jar: Jar, url: URL, form?: Record<string, string>) {
  const { statusCode, headers, body } = await request(url, {
    method: form ? "POST" : "GET",
    headers: {
      cookie: jar.header,
      ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  });
  jar.take(headers);
  return { status: statusCode, location: String(headers.location ?? ""), text: await body.text() };
}

const csrfSchema = z.object({ csrfToken: z.string() });
const startedSchema = z.object({ url: z.url() });

/**
 * Signs the first admin of an account in, as a browser does, and resolves with the cookie header to send. With several
 * consoles it begins at the last and ends at the first, which is where people are led back to.
 */
export async function signInOverHttp(consoleUrls: readonly string[], account: Account): Promise<string> {
  const { account_id } = account;
  const [home = "", start = home] = [consoleUrls[0], consoleUrls.at(-1)];
  const [ours, theirs] = [new Jar(), new Jar()];
  const { csrfToken } = csrfSchema.parse(JSON.parse((await go(ours, new URL("/api/auth/csrf", start))).text));
  const form = { csrfToken, callbackUrl: `${home}/accounts/${account_id}/connections`, json: "true" };
  const started = await go(ours, new URL(`/api/auth/signin/${account_id}`, start), form);
  const authorize = new URL(startedSchema.parse(JSON.parse(started.text)).url);
  const page = new URL((await go(theirs, authorize)).location, authorize);
  const chosen = await go(theirs, page, { person: personAs(account, "admin").user_name });
  const resumed = await go(theirs, new URL(chosen.location, authorize));
  const { status } = await go(ours, new URL(resumed.location));
  const cookie = ours.header;
  if (status !== 302 || !cookie.includes("latchkey.sid="))
    throw new Error(`Nobody was signed in (${status}).`);
  return cookie;
}
