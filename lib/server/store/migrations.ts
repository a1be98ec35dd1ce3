import "server-only";
import type { Kysely, Migration } from "kysely";

/** Forward only. Types both SQLite and PostgreSQL know; `bigint` holds milliseconds. */
export const migrations: Record<string, Migration> = {
  "0001-sessions": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("sessions")
        .addColumn("token_hash", "text", (column) => column.primaryKey())
        .addColumn("account_id", "text", (column) => column.notNull())
        .addColumn("subject", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("email", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("expires_at", "bigint", (column) => column.notNull())
        .addColumn("tokens", "text", (column) => column.notNull())
        .addColumn("tokens_version", "integer", (column) => column.notNull())
        .addColumn("refreshing_until", "bigint")
        .execute();
      await db.schema.createIndex("sessions_expires_at").on("sessions").column("expires_at").execute();
    },
  },
  "0002-shown-secrets": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("shown_secrets")
        .addColumn("account_id", "text", (column) => column.notNull())
        .addColumn("integration_id", "text", (column) => column.notNull())
        .addColumn("shown_to", "text", (column) => column.notNull())
        .addColumn("shown_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("shown_secrets_key", ["account_id", "integration_id"])
        .execute();
    },
  },
  "0004-intents": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("intents")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("account_id", "text", (column) => column.notNull())
        .addColumn("subject", "text", (column) => column.notNull())
        .addColumn("person", "text", (column) => column.notNull())
        .addColumn("key_hash", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("fingerprint", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("public_key", "text")
        .addColumn("request", "text", (column) => column.notNull())
        .addColumn("snapshot", "text")
        .addColumn("sealed_answer", "text")
        .addColumn("integration_id", "text")
        .addColumn("client_id", "text")
        .addColumn("result", "text")
        .addColumn("looks", "integer", (column) => column.notNull())
        .addColumn("look_at", "bigint")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("sent_at", "bigint")
        .addColumn("updated_at", "bigint", (column) => column.notNull())
        .addColumn("expires_at", "bigint")
        .addUniqueConstraint("intents_key", ["account_id", "subject", "key_hash"])
        .execute();
      await db.schema
        .createIndex("intents_integration")
        .on("intents")
        .columns(["account_id", "integration_id"])
        .execute();
      await db.schema.createIndex("intents_state").on("intents").column("state").execute();
    },
  },
};
