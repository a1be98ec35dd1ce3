import { z } from "zod";
import type { PublishedAppIntegration } from "../account";
import { enabledFromTheStart, resolveApp } from "./catalogue";
import { DAY_MS, derivedUuid, type PolicySeed, policyFrom, policySeedSchema } from "./connection";

/** An enabled app: its id or alias, or more about it. Only the latter may be one that the catalogue does not have. */
const publishedSeed = z.union([
  z.string().refine((id) => resolveApp(id) !== undefined, "is not in the catalogue"),
  z.strictObject({
    app_id: z.string().min(1),
    name: z.string().min(1).optional(),
    token_access_policy: policySeedSchema.optional(),
    created_days_ago: z.number().min(0).default(0),
    /** Decimal digits, as in connections. Without it nobody is named. */
    created_by: z.string().regex(/^\d+$/).optional(),
  }),
]);

export const publishedSeedsSchema = z.array(publishedSeed).max(1000);

export type PublishedSeeds = z.output<typeof publishedSeedsSchema>;

const ACCOUNT_AGE_DAYS = 1100;

export const seededPublished = (
  accountId: string,
  seeds: PublishedSeeds = [...enabledFromTheStart],
): Omit<PublishedAppIntegration, "position">[] =>
  seeds
    .map((seed) =>
      integrationFrom(
        accountId,
        typeof seed === "string" ? { app_id: seed, created_days_ago: ACCOUNT_AGE_DAYS } : seed,
      ),
    )
    .sort((a, b) => a.created_at - b.created_at);

type Details = {
  app_id: string;
  name?: string | undefined;
  token_access_policy?: PolicySeed | undefined;
  created_days_ago: number;
  created_by?: string | undefined;
};

const integrationFrom = (accountId: string, seed: Details): Omit<PublishedAppIntegration, "position"> => {
  const app = resolveApp(seed.app_id);
  const appId = app?.app_id ?? seed.app_id;
  return {
    integration_id: derivedUuid(accountId, "published", appId),
    app_id: appId,
    name: seed.name ?? app?.name ?? appId,
    token_access_policy: policyFrom({ ...app?.default_policy, ...seed.token_access_policy }),
    created_by: seed.created_by === undefined ? undefined : BigInt(seed.created_by),
    created_at: Date.now() - Math.round(seed.created_days_ago * DAY_MS),
  };
};
