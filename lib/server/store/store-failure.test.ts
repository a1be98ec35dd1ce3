import { describe, expect, test } from "vitest";
import { Failure } from "@/lib/server/failure";
import { StoreFailure, storeFailureOf } from "@/lib/server/store/store-failure";

const error = (code: string) => Object.assign(new Error("as the driver says it"), { code });

describe("what a driver says is", () => {
  test.each([
    "SQLITE_BUSY",
    "SQLITE_BUSY_SNAPSHOT",
    "SQLITE_LOCKED",
    "40001",
    "40P01",
    "55P03",
    "57P01",
    "57P03",
    "08006",
    "53300",
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
  ])("%s: trouble that may pass", (code) => {
    expect(storeFailureOf(error(code))).toMatchObject({ type: "store-unavailable", code, transient: true });
  });

  test.each([
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_IOERR_WRITE",
    "SQLITE_READONLY_DBMOVED",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
    "25006",
    "53100",
    "58030",
    "XX001",
  ])("%s: trouble that lasts", (code) => {
    expect(storeFailureOf(error(code))).toMatchObject({ type: "store-unavailable", code, transient: false });
  });

  test.each(["SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISUSE", "23505", "42P01", "ERR_INVALID_ARG_TYPE"])(
    "%s: a mistake of ours, and no trouble of the store",
    (code) => {
      expect(storeFailureOf(error(code))).toBeUndefined();
    },
  );

  test("a lost connection without a code: trouble that may pass", () => {
    expect(storeFailureOf(new Error("Connection terminated unexpectedly"))).toMatchObject({
      transient: true,
    });
    expect(storeFailureOf(new Error("Something else"))).toBeUndefined();
    expect(storeFailureOf("Connection terminated")).toBeUndefined();
  });
});

test("it is a failure like any other, and tells nothing of the driver", () => {
  const failure = storeFailureOf(error("SQLITE_FULL"));
  expect(failure instanceof Failure && failure instanceof StoreFailure).toBe(true);
  expect(failure?.detail).not.toContain("SQLITE_FULL");
  expect(storeFailureOf(failure)).toBe(failure);
  expect(new Failure("store-unavailable", "Another.") instanceof StoreFailure).toBe(false);
  expect(storeFailureOf(new Failure("internal", "No."))).toBeUndefined();
});
