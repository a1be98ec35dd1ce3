import "server-only";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { editValuesOf } from "@/lib/connection-changes";
import { parseJson } from "@/lib/json";
import type { AccountCall } from "@/lib/server/account-route";
import { appendAudit } from "@/lib/server/audit/append";
import { auditDiff, configurationDiff } from "@/lib/server/audit/audit-diff";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { ofSession } from "@/lib/server/audit/of-session";
import { errorFields, log } from "@/lib/server/log";
import { type Database, database } from "@/lib/server/store/database";
import { changedHere, deletedHere } from "@/lib/server/store/intents";
import {
  findKnownConnections,
  forgetConnection,
  type KnownConnection,
  rememberConnections,
  replaceKnownConnection,
} from "@/lib/server/store/known-connections";
import { inTransaction } from "@/lib/server/store/transaction";

/** Who reads. What is noticed is recorded under their name, because they made the console look. */
type Reader = Pick<AccountCall<unknown>, "account" | "session">;

/**
 * Compares connections that were just read with how they were when the console read or changed them last, and records
 * each that somebody changed elsewhere. `readAt`, in milliseconds since the epoch, is when the reading began: what the
 * console changed after that is no change of others. Never throws: a store in trouble costs the note, not the read.
 */
export async function noticeChanges(
  reader: Reader,
  connections: readonly CustomAppIntegration[],
  readAt: number,
): Promise<void> {
  await orLog(async () => {
    const db = await database();
    const { account_id } = reader.account;
    const ids = connections.map(({ integration_id }) => integration_id);
    const known = new Map(
      (await findKnownConnections(db, account_id, ids)).map((row) => [row.integration_id, row]),
    );
    const rowOf = (connection: CustomAppIntegration) => rowFor(account_id, connection, readAt);
    await rememberConnections(
      db,
      connections.filter(({ integration_id }) => !known.has(integration_id)).map(rowOf),
    );
    for (const connection of connections) {
      const before = known.get(connection.integration_id);
      const now = rowOf(connection);
      if (before && before.read_at < readAt && before.state !== now.state)
        await recordChange(db, reader, connection, before, now);
    }
  });
}

/** As `noticeChanges`, for a connection that is not there any more. What the console deleted itself is only forgotten. */
export async function noticeGone(reader: Reader, integration_id: string): Promise<void> {
  await orLog(async () => {
    const db = await database();
    const { account_id } = reader.account;
    await inTransaction(db, async (transaction) => {
      const [known] = await findKnownConnections(transaction, account_id, [integration_id]);
      if (!known || !(await forgetConnection(transaction, known))) return;
      if (await deletedHere(transaction, known)) return;
      const before = connectionIn(known);
      await appendAudit(transaction, {
        ...ofSession(reader.session),
        event: "external_change.noticed",
        target: targetOf(before ?? { integration_id, name: "", client_id: "" }),
        ...(before ? { diff: configurationDiff("deleted", before) } : {}),
      });
    });
  });
}

/** Remembers what the console itself has just made of a connection. */
export async function rememberOwnChange(account_id: string, connection: CustomAppIntegration): Promise<void> {
  await orLog(async () =>
    rememberConnections(await database(), [rowFor(account_id, connection, Date.now())]),
  );
}

/** Forgets a connection that the console itself has deleted. */
export async function forgetOwnDelete(account_id: string, integration_id: string): Promise<void> {
  await orLog(async () => forgetConnection(await database(), { account_id, integration_id }));
}

async function recordChange(
  db: Database,
  { session }: Reader,
  connection: CustomAppIntegration,
  before: KnownConnection,
  now: KnownConnection,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const ours = await changedHere(transaction, before);
    if (!(await replaceKnownConnection(transaction, before, now)) || ours) return;
    const was = connectionIn(before);
    const { token_access_policy, ...lists } = editValuesOf(connection);
    const diff = was && auditDiff(was, { ...lists, ...(token_access_policy ? { token_access_policy } : {}) });
    await appendAudit(transaction, {
      ...ofSession(session),
      event: "external_change.noticed",
      target: targetOf(connection),
      ...(diff ? { diff } : {}),
    });
  });
}

const targetOf = ({
  integration_id,
  name,
  client_id,
}: Pick<CustomAppIntegration, "integration_id" | "name" | "client_id">) => ({
  type: "custom_app_integration",
  id: integration_id,
  ...(name ? { name } : {}),
  ...(client_id ? { client_id } : {}),
});

function rowFor(account_id: string, connection: CustomAppIntegration, read_at: number): KnownConnection {
  const { integration_id, client_id, name, confidential } = connection;
  const { token_access_policy, ...lists } = editValuesOf(connection);
  const state = canonicalJson({
    integration_id,
    client_id,
    name,
    confidential,
    ...lists,
    token_access_policy: token_access_policy ?? null,
  });
  return { account_id, integration_id, state, read_at };
}

const connectionIn = ({ state }: KnownConnection) =>
  customAppIntegrationSchema.safeParse(parseJson(state)).data;

async function orLog(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log().error(errorFields(error), "what is known of connections could not be compared or kept");
  }
}
