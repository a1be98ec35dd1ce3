import { setTimeout as sleep } from "node:timers/promises";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { Violation } from "./oracle";
import type { Race, Track } from "./races";

/** How many ask at once, and how often a token ends. */
const requests = 200;
const rounds = 10;

/** Many requests at once, in turn to each console. */
async function burst({ account, tab }: Track): Promise<string[]> {
  const path = accountApiPaths.customAppIntegrations(account.account_id);
  const heard = await Promise.all(
    Array.from({ length: requests }, () => tab().send({ method: "GET", path })),
  );
  return heard.flatMap((each) =>
    each.is === "answer" ? [] : [each.is === "problem" ? each.problem.type : each.is],
  );
}

const failed = (failures: string[]): Violation[] =>
  failures.length === 0
    ? []
    : [{ broken: "I3", saw: `${failures.length} of ${requests} requests failed: ${failures[0]}` }];

/** Databricks takes a token no more: each request is refused first, and the one that renews it serves all. */
export const revokedTokens: Race = {
  says: `${requests} requests at once with a token that is refused, ${rounds} times`,
  run: async (track) => {
    const violations: Violation[] = [];
    for (let round = 1; round <= rounds; round++) {
      await track.emulator.expireAccessTokens();
      const { refreshes } = await track.emulator.ledger();
      violations.push(...failed(await burst(track)));
      const renewals = (await track.emulator.ledger()).refreshes - refreshes;
      if (renewals !== 1) violations.push({ broken: "I1", saw: `${renewals} renewals in round ${round}` });
    }
    return violations;
  },
};

/** Seconds. A token is renewed at half its life when that is short. */
const life = 8;

/** A token comes to its end while many need it. */
export const expiredTokens: Race = {
  says: `${requests} requests at once with a token of ${life} s that is over, 3 times`,
  tokenSeconds: life,
  run: async (track) => {
    const violations: Violation[] = [];
    for (let round = 1; round <= 3; round++) {
      await sleep((life + 1) * 1000);
      const { refreshes } = await track.emulator.ledger();
      const startedAt = performance.now();
      violations.push(...failed(await burst(track)));
      // On a slow machine the new token gets old in the same burst.
      const most = 1 + Math.floor((performance.now() - startedAt) / (life * 500));
      const renewals = (await track.emulator.ledger()).refreshes - refreshes;
      if (renewals < 1 || renewals > most)
        violations.push({ broken: "I1", saw: `${renewals} renewals in round ${round}` });
    }
    return violations;
  },
};
