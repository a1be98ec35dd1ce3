import { randomUUID } from "node:crypto";
import type { JWKS } from "oidc-provider";
import { type Account, addIntegration, addPublished, type Cloud } from "./account";
import { FaultPlan } from "./fault-plan";
import { newLedger } from "./ledger";
import { AccessTokens } from "./oauth/access-tokens";
import { OAuthServer } from "./oauth/server";
import { derivedSecret, derivedUuid, type PolicySeed, seededIntegration } from "./seed/connection";
import { demoAccounts } from "./seed/demo";
import { creators, samplePeople } from "./seed/people";
import { type PublishedSeeds, seededPublished } from "./seed/published";
import { type Seed, seedConnections } from "./seed/seed";

export type AccountOptions = {
  name?: string | undefined;
  cloud?: Cloud | undefined;
  seed?: Seed | undefined;
  published_apps?: PublishedSeeds | undefined;
  console_token_access_policy?: PolicySeed | undefined;
};

export const CONSOLE_SCOPES: readonly string[] = ["all-apis", "offline_access", "openid", "profile", "email"];

type Entry = { account: Account; oauth: OAuthServer };

/** All accounts of this emulator. Nothing outlives the process. */
export class World {
  readonly accessTokens = new AccessTokens();
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly origin: string,
    readonly consoleOrigin: string,
    private readonly signingKeys: JWKS,
  ) {
    for (const { account_id, ...options } of demoAccounts) this.create(account_id, options);
  }

  create(accountId: string = randomUUID(), options: AccountOptions = {}): Account {
    const account = this.#build(accountId, options);
    const oauth = new OAuthServer(account, this.origin, this.signingKeys, this.accessTokens);
    this.#entries.set(accountId, { account, oauth });
    return account;
  }

  /** The account as new. Its console app keeps client id and secret, as they follow from the account id. */
  reset(account: Account, options: AccountOptions): Account {
    this.accessTokens.expire(account.account_id);
    return this.create(account.account_id, {
      ...options,
      name: options.name ?? account.name,
      cloud: options.cloud ?? account.cloud,
    });
  }

  /** What a client of an account was given is worth nothing from now on, even if the client comes back. */
  endTokensOf({ account_id }: Account, clientId: string): void {
    this.accessTokens.expire(account_id, clientId);
    this.oauth(account_id)?.store.revokeAll(clientId);
  }

  account(accountId: string): Account | undefined {
    return this.#entries.get(accountId)?.account;
  }

  oauth(accountId: string): OAuthServer | undefined {
    return this.#entries.get(accountId)?.oauth;
  }

  accounts(): Account[] {
    return [...this.#entries.values()].map((entry) => entry.account);
  }

  #build(accountId: string, options: AccountOptions): Account {
    const consoleApp = seededIntegration(accountId, 0, {
      name: "Latchkey",
      redirect_urls: [`${this.consoleOrigin}/api/auth/callback/${accountId}`],
      scopes: CONSOLE_SCOPES,
      confidential: true,
      token_access_policy: options.console_token_access_policy,
      created_days_ago: 2,
      created_by: creators[0],
    });
    const integrations = seedConnections(options.seed ?? "empty").map((seed, index) =>
      seededIntegration(accountId, index + 1, seed),
    );
    const inOrder = [...integrations, consoleApp].sort((a, b) => a.created_at - b.created_at);
    const account: Account = {
      account_id: accountId,
      name: options.name ?? "Test account",
      cloud: options.cloud ?? "AWS",
      people: samplePeople(),
      service_principal: {
        id: 7_012_345_678_901_234n,
        application_id: derivedUuid(accountId, "service principal"),
        client_secret: derivedSecret(accountId, "service principal secret"),
      },
      console_client_id: consoleApp.client_id,
      integrations: new Map(),
      integrations_by_client: new Map(),
      published: new Map(),
      next_position: 0,
      ledger: newLedger(),
      faults: new FaultPlan(),
    };
    for (const integration of inOrder) addIntegration(account, integration);
    for (const integration of seededPublished(accountId, options.published_apps)) {
      addPublished(account, integration);
    }
    return account;
  }
}
