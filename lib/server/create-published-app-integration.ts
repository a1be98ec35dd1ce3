import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type EnableRequest,
  type PublishedAppIntegration,
  publishedAppIntegrationPageSchema,
} from "@/lib/account-api/published-apps";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

/** Enables a published app. Its id is its key: enabled as wanted is done, whoever did it. Throws those of `withIntent`. */
export async function createPublishedAppIntegration(
  call: ChangeCall,
  account_id: string,
  body: EnableRequest,
): Promise<Response> {
  const found = async () =>
    (await listEnabled(call, account_id)).find(({ app_id }) => app_id === body.app_id);
  const enabled = async () => Response.json({ integration_id: (await found())?.integration_id ?? "" });
  return withIntent(
    call,
    { kind: "published_app.create", name: body.app_id, body, repeats: "keyed-create" },
    {
      work: async (send) => {
        const path = accountApiPaths.publishedAppIntegrations(account_id);
        const answer = await send({ method: "POST", path, body });
        return answer ? passThrough(answer) : enabled();
      },
      readBack: async () => {
        const integration = await found();
        if (!integration) return "absent";
        return holds(integration, body.token_access_policy) ? "as-wanted" : "different";
      },
      again: enabled,
    },
  );
}

async function listEnabled(call: ChangeCall, account_id: string): Promise<PublishedAppIntegration[]> {
  const all: PublishedAppIntegration[] = [];
  const tokens = new Set<string>();
  let page_token: string | undefined;
  do {
    const answer = await call.upstream({
      method: "GET",
      path: accountApiPaths.publishedAppIntegrations(account_id),
      query: new URLSearchParams(page_token ? { page_token } : {}),
    });
    const page = readPage(answer);
    all.push(...page.apps);
    page_token = page.next_page_token;
    if (page_token && tokens.has(page_token)) throw unreadable();
    if (page_token) tokens.add(page_token);
  } while (page_token);
  return all;
}

function readPage({ body }: AccountAnswer) {
  try {
    return publishedAppIntegrationPageSchema.parse(parseJson(body.toString("utf8")));
  } catch {
    throw unreadable();
  }
}

const unreadable = () => new Failure("upstream-unexpected", "What is there could not be read.");

/** Upstream fills in what was not sent, and leaves out what is false. */
function holds(
  { token_access_policy = {} }: PublishedAppIntegration,
  wanted: TokenAccessPolicyInput | undefined,
): boolean {
  const actual: Record<string, unknown> = token_access_policy;
  return Object.entries(wanted ?? {}).every(([field, value]) => (actual[field] ?? false) === value);
}
