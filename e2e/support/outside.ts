import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Account } from "./emulator-control";
import { personAs, type Role } from "./sign-in";

const tokenSchema = z.object({ access_token: z.string() });
const listSchema = z.object({
  apps: z.array(z.looseObject({ integration_id: z.string(), name: z.string() })),
});
const publishedListSchema = z.object({
  apps: z.array(z.looseObject({ integration_id: z.string(), app_id: z.string() })),
});
const integrationSchema = z.looseObject({
  integration_id: z.string(),
  redirect_urls: z.array(z.string()).default([]),
  scopes: z.array(z.string()).default([]),
  user_authorized_scopes: z.array(z.string()).default([]),
  token_access_policy: z.record(z.string(), z.unknown()).default({}),
});

/** Somebody who works on the account without the console: Terraform, a script, the CLI. */
export class Outside {
  private constructor(
    private readonly url: string,
    private readonly publishedUrl: string,
    private readonly token: string,
  ) {}

  /** Signs in as the account's service principal. */
  static async signIn(emulatorUrl: string, { account_id, service_principal }: Account): Promise<Outside> {
    const answer = await fetch(`${emulatorUrl}/oidc/accounts/${account_id}/v1/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "all-apis",
        client_id: service_principal.application_id,
        client_secret: service_principal.client_secret,
      }),
    });
    return Outside.#with(emulatorUrl, account_id, tokenSchema.parse(await jsonOf(answer)).access_token);
  }

  /** Signs a person in with the command line, as they may do beside the console. */
  static async signInAs(emulatorUrl: string, account: Account, role: Role): Promise<Outside> {
    const oidc = `${emulatorUrl}/oidc/accounts/${account.account_id}/v1`;
    const verifier = randomBytes(32).toString("base64url");
    const app = { client_id: "databricks-cli", redirect_uri: "http://localhost:8020" };
    const query = new URLSearchParams({
      ...app,
      response_type: "code",
      scope: "all-apis offline_access",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      state: "s",
    });
    const started = await fetch(`${oidc}/authorize?${query}`, { redirect: "manual" });
    const cookie = started.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
    const request = { headers: { cookie }, redirect: "manual" as const };
    const person = personAs(account, role).user_name;
    const next = (answer: Response) => new URL(answer.headers.get("location") ?? "", emulatorUrl);
    const body = new URLSearchParams({ person });
    const chosen = await fetch(next(started), { ...request, method: "POST", body });
    const code = next(await fetch(next(chosen), request)).searchParams.get("code") ?? "";
    const answer = await fetch(`${oidc}/token`, {
      method: "POST",
      body: new URLSearchParams({ ...app, grant_type: "authorization_code", code, code_verifier: verifier }),
    });
    const { access_token } = tokenSchema.parse(await jsonOf(answer));
    return Outside.#with(emulatorUrl, account.account_id, access_token);
  }

  static #with(emulatorUrl: string, account_id: string, access_token: string): Outside {
    const oauth2 = `${emulatorUrl}/api/2.0/accounts/${account_id}/oauth2`;
    return new Outside(
      `${oauth2}/custom-app-integrations`,
      `${oauth2}/published-app-integrations`,
      access_token,
    );
  }

  async read(name: string) {
    const id = await this.#idOf(name);
    return integrationSchema.parse(await this.#call("GET", `/${id}`));
  }

  async readById(integration_id: string) {
    return integrationSchema.parse(await this.#call("GET", `/${integration_id}`));
  }

  /** All connections of this name. */
  async readAll(name: string) {
    const { apps } = listSchema.parse(await this.#call("GET", ""));
    const ids = apps.filter((app) => app.name === name).map(({ integration_id }) => integration_id);
    return Promise.all(ids.map(async (id) => integrationSchema.parse(await this.#call("GET", `/${id}`))));
  }

  async create(body: object): Promise<void> {
    await this.#call("POST", "", body);
  }

  async update(name: string, body: object): Promise<void> {
    await this.#call("PATCH", `/${await this.#idOf(name)}`, body);
  }

  async delete(name: string): Promise<void> {
    await this.#call("DELETE", `/${await this.#idOf(name)}`);
  }

  async enablePublished(app_id: string): Promise<void> {
    await this.#call("POST", "", { app_id }, this.publishedUrl);
  }

  async updatePublished(app_id: string, body: object): Promise<void> {
    await this.#call("PATCH", `/${await this.#publishedIdOf(app_id)}`, body, this.publishedUrl);
  }

  async deletePublished(app_id: string): Promise<void> {
    await this.#call("DELETE", `/${await this.#publishedIdOf(app_id)}`, undefined, this.publishedUrl);
  }

  async #publishedIdOf(app_id: string): Promise<string> {
    const { apps } = publishedListSchema.parse(await this.#call("GET", "", undefined, this.publishedUrl));
    const found = apps.find((app) => app.app_id === app_id);
    if (!found) throw new Error(`${app_id} is not enabled.`);
    return found.integration_id;
  }

  async #idOf(name: string): Promise<string> {
    const { apps } = listSchema.parse(await this.#call("GET", ""));
    const found = apps.find((app) => app.name === name);
    if (!found) throw new Error(`No connection is named ${name}.`);
    return found.integration_id;
  }

  async #call(method: string, path: string, body?: object, url = this.url): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return jsonOf(answer);
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`The emulator answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
