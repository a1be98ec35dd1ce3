import "server-only";
import { type Kysely, type Migration, sql } from "kysely";
import { isPostgres } from "@/lib/server/store/is-postgres";

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
  "0003-audit": {
    async up(db: Kysely<unknown>) {
      const postgres = isPostgres(db);
      // A strict table of SQLite knows no `bigint`; its integers have 64 bits anyway.
      const int64 = postgres ? "bigint" : "integer";
      const strict = postgres ? sql`` : sql`strict`;
      await db.schema
        .createTable("audit_records")
        .addColumn("seq", int64, (column) => column.primaryKey())
        .addColumn("at", int64, (column) => column.notNull())
        .addColumn("event", "text", (column) => column.notNull())
        .addColumn("account_id", "text")
        .addColumn("target_id", "text")
        .addColumn("intent", "text")
        .addColumn("record", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .modifyEnd(strict)
        .execute();
      for (const column of ["account_id", "target_id", "intent"])
        await db.schema
          .createIndex(`audit_records_${column}`)
          .on("audit_records")
          .columns([column, "seq"])
          .execute();
      await db.schema
        .createTable("audit_head")
        .addColumn("id", "integer", (column) => column.primaryKey().check(sql`id = 1`))
        .addColumn("seq", int64, (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("epoch", "integer", (column) => column.notNull())
        .modifyEnd(strict)
        .execute();
      await sql`insert into audit_head (id, seq, hash, epoch) values (1, 0, ${"0".repeat(64)}, 0)`.execute(
        db,
      );
      await db.schema
        .createTable("audit_keys")
        .addColumn("epoch", "integer", (column) => column.primaryKey())
        .addColumn("sealed", "text", (column) => column.notNull())
        .addColumn("created_at", int64, (column) => column.notNull())
        .modifyEnd(strict)
        .execute();
      for (const statement of postgres ? appendOnlyPostgres : appendOnlySqlite)
        await sql.raw(statement).execute(db);
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
      // Who was shown a secret so far is what a delivered intent says.
      await sql`
        insert into intents
          (id, account_id, subject, person, key_hash, kind, name, fingerprint, state, version, request,
           integration_id, looks, created_at, updated_at)
        select 'shown-' || integration_id, account_id, '', shown_to, integration_id,
          'custom_app.create', '', '', 'delivered', 1, '{}', integration_id, 0, shown_at, shown_at
        from shown_secrets`.execute(db);
      await db.schema.dropTable("shown_secrets").execute();
    },
  },
  "0005-known-connections": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("known_connections")
        .addColumn("account_id", "text", (column) => column.notNull())
        .addColumn("integration_id", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("read_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("known_connections_key", ["account_id", "integration_id"])
        .execute();
    },
  },
  "0006-consoles": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("consoles")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("seen_at", "bigint", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("locks")
        .addColumn("key", "text", (column) => column.primaryKey())
        .addColumn("console", "text", (column) => column.notNull())
        .execute();
      await db.schema.alterTable("intents").addColumn("console", "text").execute();
    },
  },
  "0007-seen-intents": {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable("intents").addColumn("seen_at", "bigint").execute();
    },
  },
  "0008-audit-pruning": {
    async up(db: Kysely<unknown>) {
      const postgres = isPostgres(db);
      await db.schema
        .alterTable("audit_head")
        .addColumn("pruned_until", postgres ? "bigint" : "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      for (const statement of postgres ? prunablePostgres : prunableSqlite)
        await sql.raw(statement).execute(db);
    },
  },
};

const appendOnlySqlite = [
  ...["update", "delete"].map(
    (change) =>
      `create trigger audit_records_no_${change} before ${change} on audit_records
       begin select raise(abort, 'The audit log is append-only.'); end`,
  ),
  // `insert or replace` deletes without the trigger above.
  `create trigger audit_records_no_replace before insert on audit_records
   when exists (select 1 from audit_records where seq >= new.seq)
   begin select raise(abort, 'The audit log is append-only.'); end`,
];

const appendOnlyPostgres = [
  `create function audit_records_append_only() returns trigger language plpgsql as
   $$ begin raise exception 'The audit log is append-only.'; end $$`,
  `create trigger audit_records_append_only before update or delete or truncate on audit_records
   for each statement execute function audit_records_append_only()`,
];

/** What a pruning has named in `audit_head` may be deleted, and nothing else. */
const prunableSqlite = [
  "drop trigger audit_records_no_delete",
  `create trigger audit_records_no_delete before delete on audit_records
   when old.seq > (select pruned_until from audit_head)
   begin select raise(abort, 'The audit log is append-only.'); end`,
];

const prunablePostgres = [
  "drop trigger audit_records_append_only on audit_records",
  `create trigger audit_records_append_only before update or truncate on audit_records
   for each statement execute function audit_records_append_only()`,
  `create function audit_records_keep() returns trigger language plpgsql as
   $$ begin
     if old.seq > (select pruned_until from audit_head) then raise exception 'The audit log is append-only.'; end if;
     return old;
   end $$`,
  `create trigger audit_records_no_delete before delete on audit_records
   for each row execute function audit_records_keep()`,
];
