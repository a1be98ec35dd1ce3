import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Database, openDatabase, sqlite } from "@/lib/server/store/database";

/** SQLite stores in a temporary folder, closed and removed after the tests of the file. Each `open` is a connection. */
export function storeInFolder() {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-test-"));
  const opened: Database[] = [];
  afterAll(async () => {
    for (const db of opened) await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    /** Where the files of a store lie. */
    pathOf: (name = "store") => join(folder, name),
    async open(name = "store"): Promise<Database> {
      const db = await openDatabase(sqlite(join(folder, name, "latchkey.sqlite")));
      opened.push(db);
      return db;
    },
  };
}
