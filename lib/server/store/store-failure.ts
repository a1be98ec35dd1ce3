import "server-only";
import { Failure } from "@/lib/server/failure";

/**
 * The store did not do what it was asked to: the problem `store-unavailable`. Whoever catches it after Databricks was
 * called says what is known of the change instead. `transient` trouble may be over at the next try.
 */
export class StoreFailure extends Failure {
  readonly code: string;
  readonly transient: boolean;

  constructor(code: string, transient: boolean, cause?: unknown) {
    super(
      "store-unavailable",
      "The console could not write to its store, or not read it. Nothing was sent to Databricks, and nothing was changed.",
    );
    this.code = code;
    this.transient = transient;
    this.cause = cause;
  }

  /** Next may load this module once per bundle, and the one store answers all of them. */
  static override [Symbol.hasInstance](value: unknown): value is StoreFailure {
    return value instanceof Failure && value.type === "store-unavailable" && "transient" in value;
  }
}

/** Names of SQLite's result codes: https://www.sqlite.org/rescode.html. `SQLITE_ERROR` is a mistake of the caller. */
const sqliteTransient = /^SQLITE_(BUSY|LOCKED|PROTOCOL)/;
const sqliteLasting = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|NOLFS|PERM|AUTH|INTERRUPT)/;

/**
 * SQLSTATE by class, https://www.postgresql.org/docs/current/errcodes-appendix.html: lost connections, rolled back for
 * others, locks not got in time, being shut down, too many connections.
 */
const postgresTransient = /^(08...|40...|55P03|57P0[1-5]|53300)$/;
/** Out of resources, read-only, system and internal errors. */
const postgresLasting = /^(25006|53...|57014|58...|XX...|F0...)$/;

const network =
  /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;
/** What `pg` says without a code. */
const lost =
  /connection (terminated|ended|error|timeout)|terminated unexpectedly|not queryable|timeout exceeded/i;

/** The failure of the store that an error of its driver tells of, or undefined when it tells of something else. */
export function storeFailureOf(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error;
  if (!(error instanceof Error) || error instanceof Failure) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined)
    return lost.test(error.message) ? new StoreFailure("connection", true, error) : undefined;
  if (sqliteTransient.test(code) || postgresTransient.test(code) || network.test(code))
    return new StoreFailure(code, true, error);
  return sqliteLasting.test(code) || postgresLasting.test(code)
    ? new StoreFailure(code, false, error)
    : undefined;
}
