import { z } from "zod";
import type { Account } from "./emulator-control";

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
    const { access_token } = tokenSchema.parse(await jsonOf(answer));
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

  /** All connections of this name. */
  async readAll(name: string) {
    const { apps } = listSchema.parse(await this.#call("GET", ""));
    const ids = apps.filter((app) => app.name === name).map(({ integration_id }) => integration_id);
    return Promise.all(ids.map(async (id) => integrationSchema.parse(await this.#call("GET", `/${id}`))));
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
