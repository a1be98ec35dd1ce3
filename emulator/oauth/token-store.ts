import type { Adapter, AdapterPayload } from "oidc-provider";

type Stored = { payload: AdapterPayload; expires_at: number };

const SWEEP_ABOVE = 5000;

/** Codes, refresh tokens, grants and half-finished sign-ins of one account, in memory. */
export class TokenStore {
  readonly #models = new Map<string, Map<string, Stored>>();

  /** What nobody can use any more: every refresh token and code, and the grants behind them; or those of a client. */
  revokeAll(clientId?: string): void {
    for (const model of ["RefreshToken", "AuthorizationCode", "Grant"]) {
      const stored = this.#model(model);
      for (const [id, { payload }] of stored) {
        if (clientId === undefined || payload.clientId === clientId) stored.delete(id);
      }
    }
  }

  adapter(model: string): Adapter {
    return {
      find: async (id) => this.#model(model).get(id)?.payload,
      findByUid: async (uid) => this.#values(model).find((payload) => payload.uid === uid),
      findByUserCode: async () => undefined,
      upsert: async (id, payload, expiresIn) => {
        const stored = this.#model(model);
        if (stored.size > SWEEP_ABOVE) sweep(stored);
        stored.set(id, { payload, expires_at: Date.now() + (expiresIn ?? 0) * 1000 });
      },
      consume: async (id) => {
        const stored = this.#model(model).get(id);
        if (stored) stored.payload = { ...stored.payload, consumed: Math.floor(Date.now() / 1000) };
      },
      destroy: async (id) => {
        this.#model(model).delete(id);
      },
      revokeByGrantId: async (grantId) => {
        for (const [id, { payload }] of this.#model(model)) {
          if (payload.grantId === grantId) this.#model(model).delete(id);
        }
      },
    };
  }

  #model(name: string): Map<string, Stored> {
    const known = this.#models.get(name);
    if (known) return known;
    const created = new Map<string, Stored>();
    this.#models.set(name, created);
    return created;
  }

  #values(model: string): AdapterPayload[] {
    return [...this.#model(model).values()].map(({ payload }) => payload);
  }
}

const sweep = (stored: Map<string, Stored>): void => {
  for (const [id, { expires_at }] of stored) if (expires_at <= Date.now()) stored.delete(id);
};
