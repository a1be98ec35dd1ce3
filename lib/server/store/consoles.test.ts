import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  forgetConsoles,
  goneAfter,
  goneConsoles,
  livingConsoles,
  noteAlone,
  noteConsole,
  noteEnd,
} from "@/lib/server/store/consoles";
import type { Database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";
import { testStore } from "@/lib/server/testing/store";

configureForTest();
const store = testStore();
let db: Database;

beforeAll(async () => {
  db = await store.open();
});
beforeEach(async () => {
  await db.deleteFrom("consoles").execute();
});

/** As if so many milliseconds had passed since a console was heard of. */
async function silentFor(id: string, milliseconds: number): Promise<void> {
  await db
    .updateTable("consoles")
    .set(({ eb }) => ({ seen_at: eb("seen_at", "-", milliseconds) }))
    .where("id", "=", id)
    .execute();
}

describe("a console", () => {
  test("lives while it is heard of, and again when it is", async () => {
    await noteConsole(db, "a");
    expect(await livingConsoles(db)).toEqual(new Set(["a"]));
    await silentFor("a", goneAfter);
    expect([await goneConsoles(db), await livingConsoles(db)]).toEqual([["a"], new Set()]);
    await noteConsole(db, "a");
    expect([await goneConsoles(db), await livingConsoles(db)]).toEqual([[], new Set(["a"])]);
  });

  test("is gone at once when it says so, or when another is alone", async () => {
    for (const id of ["a", "b", "c"]) await noteConsole(db, id);
    await noteEnd(db, "a");
    expect(await goneConsoles(db)).toEqual(["a"]);
    await noteAlone(db, "c");
    expect((await goneConsoles(db)).toSorted()).toEqual(["a", "b"]);
  });

  test("that lives is not forgotten", async () => {
    await noteConsole(db, "a");
    await forgetConsoles(db, ["a"]);
    expect(await livingConsoles(db)).toEqual(new Set(["a"]));
    await noteEnd(db, "a");
    await forgetConsoles(db, ["a"]);
    expect(await goneConsoles(db)).toEqual([]);
  });

  test("is judged by the clock of the store, however its own goes", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    await noteConsole(db, "late");
    vi.setSystemTime(Date.now() + 7_200_000);
    expect(await livingConsoles(db)).toEqual(new Set(["late"]));
  });
});
