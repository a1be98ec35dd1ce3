import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Interaction, InteractionResults, JWKS, KoaContextWithOIDC, Provider } from "oidc-provider";
import { z } from "zod";
import type { Account } from "../account";
import { append, type CallRecord } from "../ledger";
import type { AccessTokens } from "./access-tokens";
import { newProvider } from "./provider";
import { TokenStore } from "./token-store";
import { tokenError } from "./vendor-errors";

/** A request to the account's OAuth server; `url` is path and query below the issuer. */
export type OAuthRequest = { method: string; url: string; headers: Headers; body: string };

const tokenBody = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});

const errorBody = z.object({ error: z.string(), error_description: z.string().optional() });

type Pending = { call: CallRecord; answer?: Response };

/** Runs the library behind web requests and answers, and writes down what it issued. */
export class OAuthServer {
  readonly store = new TokenStore();
  readonly #pending = new WeakMap<IncomingMessage, Pending>();
  #provider: Provider | undefined;
  #listener: ReturnType<Provider["callback"]> | undefined;

  constructor(
    private readonly account: Account,
    private readonly origin: string,
    private readonly signingKeys: JWKS,
    private readonly accessTokens: AccessTokens,
  ) {}

  async handle(request: OAuthRequest, call: CallRecord): Promise<Response> {
    const message = this.#message(request);
    const pending: Pending = { call };
    this.#pending.set(message, pending);
    this.#listener ??= this.#ready().callback();
    await this.#listener(message, new ServerResponse(message));
    return pending.answer ?? new Response("internal error", { status: 500 });
  }

  interaction(request: OAuthRequest): Promise<Interaction> {
    const message = this.#message(request);
    return this.#ready().interactionDetails(message, new ServerResponse(message));
  }

  /** Ends the sign-in page; answers where the browser goes next. */
  finishInteraction(request: OAuthRequest, result: InteractionResults): Promise<string> {
    const message = this.#message(request);
    return this.#ready().interactionResult(message, new ServerResponse(message), result);
  }

  /** Created on first use: most accounts of a test run never sign anybody in. */
  #ready(): Provider {
    if (this.#provider) return this.#provider;
    const provider = newProvider(this.account, this.origin, this.store, this.signingKeys);
    provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>) => {
      await next();
      // Without a respond flag the library would write to a response that has no connection.
      ctx.respond = false;
      const pending = this.#pending.get(ctx.req);
      if (!pending) return;
      if (ctx.oidc?.client) pending.call.client_id = ctx.oidc.client.clientId;
      if (ctx.oidc?.route === "token") this.#settleToken(ctx, pending.call);
      pending.answer = answerOf(ctx);
    });
    provider.on("server_error", (_ctx, error) =>
      process.stderr.write(`emulator: ${error.stack ?? error.message}\n`),
    );
    this.#provider = provider;
    return provider;
  }

  #settleToken(ctx: KoaContextWithOIDC, call: CallRecord): void {
    const { Client, Account, AccessToken, ClientCredentials } = ctx.oidc.entities;
    if (ctx.status !== 200) {
      ctx.body = tokenError(this.account.account_id, ctx, errorBody.parse(ctx.body));
      return;
    }
    const answer = tokenBody.parse(ctx.body);
    const issued = AccessToken ?? ClientCredentials;
    const subject = Account?.accountId ?? Client?.clientId;
    if (!issued || !Client || !subject) return;
    call.committed = true;
    call.person = subject;
    this.accessTokens.add(answer.access_token, {
      account_id: this.account.account_id,
      client_id: Client.clientId,
      subject,
      scopes: [...issued.scopes],
      expires_at: (issued.exp ?? Math.floor(Date.now() / 1000) + issued.expiration) * 1000,
    });
    const { ledger } = this.account;
    if (call.grant_type === "refresh_token") ledger.refreshes += 1;
    for (const kind of ["access_token", "refresh_token", "id_token"] as const) {
      const value = answer[kind];
      if (value === undefined) continue;
      append(ledger.tokens, { seq: call.seq, time: call.time, kind, client_id: Client.clientId, value });
    }
  }

  #message({ method, url, headers, body }: OAuthRequest): IncomingMessage {
    // A socket of its own, never connected: the library may end its message without ending the caller's connection.
    const message = new IncomingMessage(new Socket());
    const mounted = { originalUrl: `/oidc/accounts/${this.account.account_id}${url}` };
    Object.assign(message, mounted, { method, url });
    // Documents name the public origin, whatever host the request used.
    message.headers = { ...Object.fromEntries(headers), host: new URL(this.origin).host };
    if (body !== "") message.headers["content-length"] = String(Buffer.byteLength(body));
    message.push(body === "" ? null : body);
    if (body !== "") message.push(null);
    return message;
  }
}

const answerOf = (ctx: KoaContextWithOIDC): Response => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(ctx.res.getHeaders())) {
    for (const item of Array.isArray(value) ? value : [value]) headers.append(name, String(item));
  }
  headers.delete("content-length");
  const body: unknown = ctx.body;
  const text = body === null || body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return new Response(ctx.status === 204 ? null : (text ?? null), { status: ctx.status, headers });
};
