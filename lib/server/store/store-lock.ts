import "server-only";
import Libsql from "libsql";

/** Ends a lock. It ends with the process in any case, however that ends. */
export type Release = () => void;

// SQLite's own file locks, on an empty database beside the store: Node offers no other that a killed process lets go.

/** Says that this process has the store in `file` open. Waits for a restore to end; throws when that takes 5 s. */
export function shareStore(file: string): Release {
  return lock(file, 5_000, "begin; select count(*) from sqlite_schema");
}

/** Keeps everybody from opening the store in `file`, or returns undefined when somebody has it open. */
export function ownStore(file: string): Release | undefined {
  try {
    return lock(file, 0, "begin exclusive");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return undefined;
    throw error;
  }
}

function lock(file: string, timeout: number, statements: string): Release {
  const connection = new Libsql(`${file}.lock`, { timeout });
  try {
    connection.exec(statements);
  } catch (error) {
    connection.close();
    throw error;
  }
  return () => {
    connection.exec("rollback");
    connection.close();
  };
}
