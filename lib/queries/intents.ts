import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { send } from "@/lib/http";
import {
  type CreateIntent,
  createIntentSchema,
  type Intent,
  type IntentState,
  intentSchema,
  intentsSchema,
  isChange,
  secretFactsSchema,
} from "@/lib/intents";
import { attended } from "@/lib/secret-escrow/attended";
import { deleteKey, publicKeys } from "@/lib/secret-escrow/key-store";

const keys = {
  open: (account_id: string) => ["accounts", account_id, "intents", "open"] as const,
  one: (account_id: string, id: string) => ["accounts", account_id, "intents", id] as const,
  secret: (account_id: string, integration_id: string) =>
    ["accounts", account_id, "secrets", integration_id] as const,
};

const path = (account_id: string, rest: string) =>
  `/api/console/accounts/${encodeURIComponent(account_id)}/${rest}`;
const intentPath = (account_id: string, id: string) => path(account_id, `intents/${encodeURIComponent(id)}`);

/** Milliseconds between two looks at an intent that moves by itself. */
const pace = 1_000;
const moving: readonly IntentState[] = ["pending", "sent", "unknown"];
export const isMoving = ({ state }: Intent): boolean => moving.includes(state);

/** An open intent, whether the key that opens its secret lies in this browser, and whether a page deals with it. */
export type OpenIntent = { intent: Intent; here: boolean; attended: boolean };

/** What is open of the person signed in. Asked again every second while something moves. */
export const openIntentsQuery = (account_id: string) =>
  queryOptions({
    queryKey: keys.open(account_id),
    queryFn: async ({ signal }): Promise<OpenIntent[]> => {
      const { intents } = await send(path(account_id, "intents"), { schema: intentsSchema, signal });
      const [here, taken] = await Promise.all([publicKeys().catch(() => new Set<string>()), attended()]);
      return intents.map((intent) => ({
        intent,
        here: !isChange(intent) && intent.public_key !== null && here.has(intent.public_key),
        attended: taken.has(intent.id),
      }));
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(({ intent }) => isMoving(intent)) ? pace : false),
  });

/** The intent of a create, asked for every second while it moves. */
export const intentQuery = (intent: CreateIntent) =>
  queryOptions({
    queryKey: keys.one(intent.account_id, intent.id),
    queryFn: ({ signal }) =>
      send(intentPath(intent.account_id, intent.id), { schema: createIntentSchema, signal }),
    initialData: intent,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? pace : false),
  });

/** What became of the secret of a connection that was created here. */
export const secretFactsQuery = (account_id: string, integration_id: string) =>
  queryOptions({
    queryKey: keys.secret(account_id, integration_id),
    queryFn: ({ signal }) =>
      send(path(account_id, `secrets/${encodeURIComponent(integration_id)}`), {
        schema: secretFactsSchema,
        signal,
      }),
  });

/** Tells the console that the secret is open here, for its records. Whether it hears of it changes nothing for the person. */
export const reportOpened = ({ account_id, id }: Intent): void =>
  void send(`${intentPath(account_id, id)}/opened`, { method: "POST", body: {}, schema: intentSchema }).catch(
    () => undefined,
  );

/** The person has stored the secret: it is shredded on both sides. */
export const acknowledgeMutation = (intent: CreateIntent) => closing(intent, "ack");

/** Leaves what cannot be used as it is. */
export const keepMutation = (intent: CreateIntent) => closing(intent, "keep");

/**
 * Deletes the connection whose secret nobody has. `integration_id` names it where there are several. The list of open
 * intents is left as it is: whoever repairs has more to do, and what they do it with must not go away under them.
 */
export const repairMutation = (intent: CreateIntent) =>
  mutationOptions({ mutationFn: (body: { integration_id?: string }) => close(intent, "repair", body) });

async function close(
  intent: CreateIntent,
  verb: "ack" | "keep" | "repair",
  body: object,
): Promise<CreateIntent> {
  const closed = await send(`${intentPath(intent.account_id, intent.id)}/${verb}`, {
    method: "POST",
    body,
    schema: createIntentSchema,
  });
  if (intent.public_key !== null) await deleteKey(intent.public_key).catch(() => undefined);
  return closed;
}

const closing = (intent: CreateIntent, verb: "ack" | "keep") =>
  mutationOptions({
    mutationFn: (_nothing: Record<never, never>) => close(intent, verb, {}),
    onSettled: (_closed, _error, _body, _context, { client }) => refreshIntents(client, intent.account_id),
  });

/** The person knows how it ended. */
export const seenMutation = () =>
  mutationOptions({
    mutationFn: ({ account_id, id }: Pick<Intent, "account_id" | "id">) =>
      send(`${intentPath(account_id, id)}/seen`, { method: "POST", body: {}, schema: intentSchema }),
    onSettled: (_seen, _error, { account_id }, _context, { client }) => reloadOpenIntents(client, account_id),
  });

/** Resolves when what is open is known anew. */
export const reloadOpenIntents = (client: QueryClient, account_id: string): Promise<void> =>
  client.invalidateQueries({ queryKey: keys.open(account_id) });

/**
 * Everything that an intent may have changed, but not the intent itself: whoever shows it is about to leave it, and
 * goes when they are ready.
 */
export function refreshIntents(client: QueryClient, account_id: string): void {
  void reloadOpenIntents(client, account_id);
  void client.invalidateQueries({ queryKey: ["accounts", account_id, "secrets"] });
  refreshIntegrations(client, account_id);
}

/** What is known of connections, custom and published, is read anew. */
export function refreshIntegrations(client: QueryClient, account_id: string): void {
  for (const resource of ["custom-app-integrations", "published-app-integrations"])
    void client.invalidateQueries({ queryKey: ["accounts", account_id, resource] });
}

/** What arrived after all is not in what this page has read; what is deleted is not asked for again. */
export function takeInArrived(client: QueryClient, account_id: string, arrived: readonly Intent[]): void {
  for (const { kind, integration_id } of arrived)
    if (kind === "custom_app.delete")
      client.removeQueries({ queryKey: ["accounts", account_id, "custom-app-integrations", integration_id] });
  refreshIntegrations(client, account_id);
}
