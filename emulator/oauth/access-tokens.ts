export type AccessToken = {
  account_id: string;
  client_id: string;
  /** User name of a person, or application id of a service principal. */
  subject: string;
  scopes: readonly string[];
  expires_at: number;
};

const SWEEP_ABOVE = 20_000;

/** Access tokens issued by this process: one that is not here was made by nobody. */
export class AccessTokens {
  readonly #tokens = new Map<string, AccessToken>();

  add(value: string, token: AccessToken): void {
    if (this.#tokens.size > SWEEP_ABOVE) this.#sweep();
    this.#tokens.set(value, token);
  }

  find(value: string): AccessToken | undefined {
    return this.#tokens.get(value);
  }

  /** All tokens of an account, or those of one of its clients. */
  expire(accountId: string, clientId?: string): void {
    for (const token of this.#tokens.values()) {
      if (token.account_id !== accountId) continue;
      if (clientId === undefined || token.client_id === clientId) token.expires_at = 0;
    }
  }

  #sweep(): void {
    for (const [value, token] of this.#tokens) if (token.expires_at <= Date.now()) this.#tokens.delete(value);
  }
}
