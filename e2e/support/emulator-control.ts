import { z } from "zod";

const personSchema = z.object({
  user_name: z.string(),
  display_name: z.string(),
  roles: z.array(z.string()),
});

export const accountSchema = z.object({
  account_id: z.uuid(),
  name: z.string(),
  cloud: z.enum(["AWS", "Azure", "GCP"]),
  console: z.object({
    client_id: z.string(),
    client_secret: z.string(),
    redirect_urls: z.array(z.string()),
    scopes: z.array(z.string()),
  }),
  people: z.array(personSchema),
  service_principal: z.object({ application_id: z.string(), client_secret: z.string() }),
});

export type Account = z.output<typeof accountSchema>;
export type Person = z.output<typeof personSchema>;

const ledgerSchema = z.object({
  calls: z.array(
    z.looseObject({
      seq: z.number(),
      method: z.string(),
      path: z.string(),
      query: z.string().optional(),
      grant_type: z.string().optional(),
      client_id: z.string().optional(),
      person: z.string().optional(),
      status: z.number().nullable(),
      committed: z.boolean(),
      fault: z.string().optional(),
      integration_id: z.string().optional(),
    }),
  ),
  secrets: z.array(
    z.looseObject({ integration_id: z.string(), client_id: z.string(), client_secret: z.string() }),
  ),
  deletions: z.array(z.looseObject({ integration_id: z.string(), client_id: z.string(), name: z.string() })),
  tokens: z.array(z.looseObject({ kind: z.string(), client_id: z.string(), value: z.string() })),
  refreshes: z.number(),
});

/** What really happened in an account. */
export type Ledger = z.output<typeof ledgerSchema>;

export type ConnectionSeed = {
  name: string;
  redirect_urls?: string[];
  scopes?: string[];
  user_authorized_scopes?: string[];
  confidential?: boolean;
  token_access_policy?: {
    access_token_ttl_in_minutes?: number;
    refresh_token_ttl_in_minutes?: number;
    enable_single_use_refresh_tokens?: boolean;
    absolute_session_lifetime_in_minutes?: number;
  };
  created_days_ago?: number;
  creator_username?: string;
};

export type AccountOptions = {
  name?: string;
  cloud?: Account["cloud"];
  seed?: "empty" | "demo" | "three_pages" | { generated: number } | { connections: ConnectionSeed[] };
  /** Ids of the published apps that are enabled. Left out: as in a new account of Databricks. */
  published_apps?: string[];
  console_token_access_policy?: {
    access_token_ttl_in_seconds?: number;
    refresh_token_ttl_in_minutes?: number;
    enable_single_use_refresh_tokens?: boolean;
  };
};

/** The emulator refuses a fault with an unknown member, so the details need no second definition here. */
export type Fault = { kind: string; [detail: string]: unknown };

/** Speaks to the emulator's control endpoint about one account. */
export class EmulatorControl {
  constructor(
    readonly url: string,
    private readonly account_id: string,
  ) {}

  /** The account as new. Its id and the console's credentials stay, its people are signed out. */
  reset(options: AccountOptions): Promise<Account> {
    return this.#act("reset_account", options);
  }

  setFaults(faults: Fault[]): Promise<Account> {
    return this.#act("set_faults", { faults });
  }

  clearFaults(): Promise<Account> {
    return this.#act("clear_faults");
  }

  setRole(user_name: string, account_admin: boolean): Promise<Account> {
    return this.#act("set_role", { user_name, account_admin });
  }

  /** Access tokens stop working at once; refresh tokens still work. */
  expireAccessTokens(): Promise<Account> {
    return this.#act("expire_access_tokens");
  }

  /** Every token stops working, so that a refresh is refused too. */
  revokeTokens(): Promise<Account> {
    return this.#act("revoke_tokens");
  }

  async ledger(): Promise<Ledger> {
    const path = `/emulator/control/accounts/${this.account_id}/ledger`;
    return ledgerSchema.parse(await answerOf(fetch(`${this.url}${path}`)));
  }

  async #act(action: string, details: object = {}): Promise<Account> {
    return accountSchema.parse(
      await postControl(this.url, { action, account_id: this.account_id, ...details }),
    );
  }
}

export async function createAccounts(emulatorUrl: string, count: number): Promise<Account[]> {
  const answer = await postControl(emulatorUrl, {
    action: "create_accounts",
    count,
    name_prefix: "Test account",
  });
  return z.array(accountSchema).parse(answer);
}

function postControl(emulatorUrl: string, body: object): Promise<unknown> {
  return answerOf(
    fetch(`${emulatorUrl}/emulator/control`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

async function answerOf(request: Promise<Response>): Promise<unknown> {
  const response = await request;
  const text = await response.text();
  if (!response.ok) throw new Error(`The emulator's control endpoint answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
