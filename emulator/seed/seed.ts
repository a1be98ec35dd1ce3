import { z } from "zod";
import { DEFAULT_SCOPES } from "../assumptions";
import { type ConnectionSeed, policySeedSchema } from "./connection";
import { generatedConnections, unusualConnections } from "./connections";
import { creators } from "./people";

const explicitConnection = z.strictObject({
  name: z.string().min(1),
  redirect_urls: z.array(z.string()).default([]),
  scopes: z.array(z.string()).default([...DEFAULT_SCOPES]),
  user_authorized_scopes: z.array(z.string()).optional(),
  confidential: z.boolean().default(false),
  token_access_policy: policySeedSchema.optional(),
  created_days_ago: z.number().min(0).default(0),
  /** Decimal digits, so that ids above 2^53 survive the control endpoint's JSON. */
  created_by: z.string().regex(/^\d+$/).optional(),
  creator_username: z.string().optional(),
});

/** What an account starts with, beside the console's own app. Explicit connections bypass the API's validation. */
export const seedSchema = z.union([
  z.enum(["empty", "demo", "three_pages"]),
  z.strictObject({ connections: z.array(explicitConnection).max(10_000) }),
  z.strictObject({ generated: z.int().min(0).max(20_000) }),
]);

export type Seed = z.output<typeof seedSchema>;

const byAge = (connections: readonly ConnectionSeed[]): ConnectionSeed[] =>
  [...connections].sort((a, b) => b.created_days_ago - a.created_days_ago);

export const seedConnections = (seed: Seed): ConnectionSeed[] => {
  if (seed === "empty") return [];
  if (seed === "demo") return byAge([...generatedConnections(11)]);
  if (seed === "three_pages") return byAge([...generatedConnections(230), ...unusualConnections]);
  if ("generated" in seed) return generatedConnections(seed.generated);
  return byAge(seed.connections.map(connectionFromControl));
};

const connectionFromControl = (given: z.output<typeof explicitConnection>): ConnectionSeed => ({
  name: given.name,
  redirect_urls: given.redirect_urls,
  scopes: given.scopes,
  user_authorized_scopes: given.user_authorized_scopes,
  confidential: given.confidential,
  token_access_policy: given.token_access_policy,
  created_days_ago: given.created_days_ago,
  created_by: {
    id: given.created_by === undefined ? creators[0].id : BigInt(given.created_by),
    user_name: given.creator_username ?? creators[0].user_name,
  },
});
