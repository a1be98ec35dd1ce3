import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { fromJson, toJson } from "./json";
import type { Emulator } from "./server";

/** Clients for the emulator's own tests: they speak HTTP and know nothing of its insides. */

const overviewSchema = z.object({
  account_id: z.string(),
  name: z.string(),
  console: z.object({
    client_id: z.string(),
    client_secret: z.string(),
    redirect_urls: z.array(z.string()),
    scopes: z.array(z.string()),
  }),
  people: z.array(z.object({ user_name: z.string(), display_name: z.string(), roles: z.array(z.string()) })),
  service_principal: z.object({ application_id: z.string(), client_secret: z.string() }),
});

export type Overview = z.output<typeof overviewSchema>;

export type Answer = { status: number; headers: Headers; text: string; body: Record<string, unknown> };

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, body: headers.get("content-type")?.includes("json") ? object(text) : {} };
};

const object = (text: string): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).catch({}).parse(fromJson(text));

export const control = async (emulator: Emulator, action: Record<string, unknown>): Promise<Answer> =>
  read(await fetch(`${emulator.origin}/emulator/control`, { method: "POST", body: toJson(action) }));

export const newAccount = async (
  emulator: Emulator,
  options: Record<string, unknown> = {},
): Promise<Overview> =>
  overviewSchema.parse((await control(emulator, { action: "create_account", ...options })).body);

const ledgerSchema = z.object({
  calls: z.array(z.looseObject({ method: z.string(), path: z.string(), committed: z.boolean() })),
  secrets: z.array(z.looseObject({ client_id: z.string(), client_secret: z.string() })),
  deletions: z.array(z.looseObject({ integration_id: z.string() })),
  tokens: z.array(z.looseObject({ kind: z.string(), value: z.string() })),
  refreshes: z.number(),
});

export const ledgerOf = async (
  emulator: Emulator,
  accountId: string,
): Promise<z.output<typeof ledgerSchema>> =>
  ledgerSchema.parse(
    (await read(await fetch(`${emulator.origin}/emulator/control/accounts/${accountId}/ledger`))).body,
  );

export const setFaults = (emulator: Emulator, accountId: string, ...faults: object[]): Promise<Answer> =>
  control(emulator, { action: "set_faults", account_id: accountId, faults });

type App = { client_id: string; client_secret?: string | undefined; redirect_uri: string; scope: string };

export const consoleApp = ({ console }: Overview): App => ({
  client_id: console.client_id,
  client_secret: console.client_secret,
  redirect_uri: console.redirect_urls[0] ?? "",
  scope: console.scopes.join(" "),
});

/** One account as its clients see it. */
export class AccountClient {
  constructor(
    private readonly emulator: Emulator,
    readonly accountId: string,
  ) {}

  readonly oidc = (path: string): string => `${this.emulator.origin}/oidc/accounts/${this.accountId}${path}`;

  async api(method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> {
    return read(
      await fetch(`${this.emulator.origin}/api/2.0/accounts/${this.accountId}${path}`, {
        method,
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : toJson(body) }),
      }),
    );
  }

  apps(method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> {
    return this.api(method, `/oauth2/custom-app-integrations${path}`, token, body);
  }

  published(method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> {
    return this.api(method, `/oauth2/published-app-integrations${path}`, token, body);
  }

  async token(form: Record<string, string>, basic?: string): Promise<Answer> {
    const headers: HeadersInit = basic
      ? { authorization: `Basic ${Buffer.from(basic).toString("base64")}` }
      : {};
    return read(
      await fetch(this.oidc("/v1/token"), { method: "POST", headers, body: new URLSearchParams(form) }),
    );
  }

  /** An admin's token without a browser: the account's service principal. */
  async adminToken(account: Overview, scope = "all-apis"): Promise<string> {
    const { application_id, client_secret } = account.service_principal;
    const answer = await this.token(
      { grant_type: "client_credentials", scope },
      `${application_id}:${client_secret}`,
    );
    return z.string().parse(answer.body.access_token);
  }

  authorize(query: Record<string, string>): Promise<Response> {
    return fetch(this.oidc(`/v1/authorize?${new URLSearchParams(query)}`), { redirect: "manual" });
  }

  /** Goes through the sign-in page as a browser would and returns where it was sent at the end. */
  async signIn(query: Record<string, string>, choice: Record<string, string>): Promise<URL> {
    const started = await this.authorize(query);
    const page = new URL(started.headers.get("location") ?? "", this.emulator.origin);
    if (!page.pathname.includes("/sign-in/")) return page;
    const cookie = started.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
    const request = { headers: { cookie }, redirect: "manual" as const };
    const chosen = await fetch(page, { ...request, method: "POST", body: new URLSearchParams(choice) });
    const finished = await fetch(
      new URL(chosen.headers.get("location") ?? "", this.emulator.origin),
      request,
    );
    return new URL(finished.headers.get("location") ?? "");
  }

  /** A whole sign-in: authorize, choose, exchange the code. */
  async tokensFor(
    app: App,
    person = "admin@example.com",
    extra: Record<string, string> = {},
  ): Promise<Answer> {
    const verifier = randomBytes(32).toString("base64url");
    const { client_id, client_secret, redirect_uri, scope } = app;
    const challenge = { code_challenge: s256(verifier), code_challenge_method: "S256" };
    const query = { response_type: "code", client_id, redirect_uri, scope, ...challenge, ...extra };
    const callback = await this.signIn(query, { person });
    return this.token({
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      redirect_uri,
      code_verifier: verifier,
      client_id,
      ...(client_secret === undefined ? {} : { client_secret }),
    });
  }

  refresh(app: App, refreshToken: unknown): Promise<Answer> {
    const { client_id, client_secret } = app;
    return this.token({
      grant_type: "refresh_token",
      refresh_token: String(refreshToken),
      client_id,
      ...(client_secret === undefined ? {} : { client_secret }),
    });
  }
}

export const s256 = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** What a create answers, once it is known to have worked. */
export const created = (answer: Answer) =>
  z
    .object({ integration_id: z.string(), client_id: z.string(), client_secret: z.string().optional() })
    .parse(answer.body);

/** The fields an error complains about. */
export const violations = (answer: Answer): string[] =>
  z
    .array(z.looseObject({ field_violations: z.array(z.object({ field: z.string() })).optional() }))
    .parse(answer.body.details)
    .flatMap(({ field_violations = [] }) => field_violations.map(({ field }) => field));

const publishedPageSchema = z.object({
  apps: z
    .array(z.looseObject({ app_id: z.string(), integration_id: z.string().optional(), name: z.string() }))
    .default([]),
  next_page_token: z.string().optional(),
});

export const pageSchema = z.object({
  apps: z
    .array(z.looseObject({ integration_id: z.string(), name: z.string(), client_id: z.string() }))
    .default([]),
  next_page_token: z.string().optional(),
});

type Page = z.output<typeof pageSchema>;

const pagesOf = async <P extends { next_page_token?: string | undefined }>(
  query: Record<string, string>,
  get: (search: string) => Promise<P>,
): Promise<P[]> => {
  const pages: P[] = [];
  let next: string | undefined;
  do {
    const search = new URLSearchParams(next === undefined ? query : { ...query, page_token: next });
    const page = await get(`?${search}`);
    pages.push(page);
    next = page.next_page_token;
  } while (next !== undefined);
  return pages;
};

/** Every page of a list, following tokens to the end. */
export const listAll = (
  client: AccountClient,
  token: string,
  query: Record<string, string> = {},
): Promise<Page[]> =>
  pagesOf(query, async (search) => pageSchema.parse((await client.apps("GET", search, token)).body));

/** The same for `published-apps` and `published-app-integrations`. */
export const listPublished = (
  client: AccountClient,
  token: string,
  list: "published-apps" | "published-app-integrations",
  query: Record<string, string> = {},
) =>
  pagesOf(query, async (search) =>
    publishedPageSchema.parse((await client.api("GET", `/oauth2/${list}${search}`, token)).body),
  );

/** A public app with a redirect URL, ready to sign people in with. */
export const signInApp = async (
  client: AccountClient,
  token: string,
  options: Record<string, unknown> = {},
) => {
  const redirect_uri = "https://app.example.com/cb";
  const answer = await client.apps("POST", "", token, {
    name: "app",
    redirect_urls: [redirect_uri],
    scopes: ["all-apis", "offline_access", "openid"],
    ...options,
  });
  return { ...created(answer), redirect_uri, scope: "all-apis offline_access" };
};
