import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Place } from "../support/leaks";

/** Makes an empty database and resolves with its address. It goes when the server does. */
export async function newDatabase(serverUrl: string): Promise<string> {
  const name = `latchkey_${randomBytes(8).toString("hex")}`;
  await connected(serverUrl, (client) => client.query(`create database ${name}`));
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Every table of a database as text. */
export async function tablesIn(databaseUrl: string): Promise<Place[]> {
  return connected(databaseUrl, async (client) => {
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public'",
    );
    const places: Place[] = [];
    for (const { tablename: name } of rows) {
      const content = await client.query<{ row: string }>(`select "${name}"::text as row from "${name}"`);
      places.push({
        name: `table ${name}`,
        content: Buffer.from(content.rows.map(({ row }) => row).join("\n")),
      });
    }
    return places;
  });
}

/** Ends every other connection to a database. */
export async function dropConnections(databaseUrl: string): Promise<void> {
  await connected(databaseUrl, (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    ),
  );
}

async function connected<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
