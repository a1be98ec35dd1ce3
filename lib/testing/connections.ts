import fc from "fast-check";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { wellFormedText } from "@/lib/testing/arbitraries";

let made = 0;

/** A connection as upstream answers it, with an id of its own. */
export function connection(changes: Record<string, unknown> = {}): CustomAppIntegration {
  made += 1;
  return customAppIntegrationSchema.parse({ integration_id: `integration-${made}`, ...changes });
}

const minutes = fc.option(fc.integer({ min: 1, max: 600_000 }), { nil: undefined });

const policy = fc.record({
  access_token_ttl_in_minutes: minutes,
  refresh_token_ttl_in_minutes: minutes,
  enable_single_use_refresh_tokens: fc.option(fc.boolean(), { nil: undefined }),
  absolute_session_lifetime_in_minutes: minutes,
});

/** Any connection upstream could hold. Its consent scopes are among its scopes, and no redirect URL is blank. */
export const anyConnection: fc.Arbitrary<CustomAppIntegration> = fc
  .record({
    name: wellFormedText(12),
    client_id: fc.uuid(),
    creator_username: fc.option(fc.emailAddress(), { nil: undefined }),
    create_time: fc.option(
      fc.constantFrom("2024-01-02T03:04:05Z", "2025-01-02T03:04:05.678Z", "yesterday", ""),
      {
        nil: undefined,
      },
    ),
    redirect_urls: fc.array(fc.webUrl(), { maxLength: 4 }),
    scopes: fc.array(fc.constantFrom("sql", "all-apis", "offline_access", "openid", "x.y:read"), {
      maxLength: 4,
    }),
    consented: fc.nat({ max: 4 }),
    token_access_policy: fc.option(policy, { nil: null }),
  })
  .map(({ consented, ...changes }) =>
    connection({ ...changes, user_authorized_scopes: changes.scopes.slice(0, consented) }),
  );
