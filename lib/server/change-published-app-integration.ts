import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type EnableRequest,
  type PublishedAppIntegration,
  publishedAppIntegrationPageSchema,
  publishedAppIntegrationSchema,
  type UpdatePublishedRequest,
} from "@/lib/account-api/published-apps";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { Failure } from "@/lib/server/failure";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

type Named = { account_id: string; integration_id: string };

/** Enables a published app. Its id is its key: enabled as wanted is done, whoever did it. Throws those of `withIntent`. */
export async function enablePublishedApp(
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
        return answer ? new Response(new Uint8Array(answer.body), { headers: json }) : enabled();
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

/** Changes the policy of a published app. It is sent whole, so sending it again does no harm. */
export async function updatePublishedApp(
  call: ChangeCall,
  { account_id, integration_id }: Named,
  body: UpdatePublishedRequest,
): Promise<Response> {
  const path = accountApiPaths.publishedAppIntegration(account_id, integration_id);
  const updated = async () => Response.json({});
  return withIntent(
    call,
    { kind: "published_app.update", integration_id, body, repeats: "update" },
    {
      work: async (send) => {
        await send({ method: "PATCH", path, body });
        return updated();
      },
      readBack: async () => {
        const answer = await readUpstream(call, path);
        if (!answer) return "absent";
        return holds(integrationIn(answer), body.token_access_policy) ? "as-wanted" : "as-before";
      },
      again: updated,
    },
  );
}

/** Switches a published app off. That it is off already is as good. */
export async function disablePublishedApp(
  call: ChangeCall,
  { account_id, integration_id }: Named,
): Promise<Response> {
  const path = accountApiPaths.publishedAppIntegration(account_id, integration_id);
  const disabled = async () => Response.json({});
  return withIntent(
    call,
    { kind: "published_app.delete", integration_id, body: null, repeats: "delete" },
    {
      work: async (send) => {
        await send({ method: "DELETE", path });
        return disabled();
      },
      readBack: async () => ((await readUpstream(call, path)) ? "as-before" : "absent"),
      again: disabled,
    },
  );
}

const json = { "Content-Type": "application/json" };

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
    const page = parsed(answer, publishedAppIntegrationPageSchema);
    all.push(...page.apps);
    page_token = page.next_page_token;
    if (page_token && tokens.has(page_token)) throw unreadable();
    if (page_token) tokens.add(page_token);
  } while (page_token);
  return all;
}

const integrationIn = (answer: AccountAnswer) => parsed(answer, publishedAppIntegrationSchema);

function parsed<Output>({ body }: AccountAnswer, schema: { parse: (value: unknown) => Output }): Output {
  try {
    return schema.parse(parseJson(body.toString("utf8")));
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
