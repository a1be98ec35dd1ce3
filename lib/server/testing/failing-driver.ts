import "server-only";
import Libsql from "libsql";

type Prepare = (sql: string) => { run: (...parameters: unknown[]) => unknown };

/**
 * Makes SQLite refuse what is written, until the returned function is called: `fails` is asked for each write, in order,
 * for the code to fail with.
 */
export function failWrites(fails: (sql: string) => string | undefined): () => void {
  const prototype: { prepare: Prepare } = Libsql.prototype;
  const { prepare } = prototype;
  prototype.prepare = function (this: unknown, sql) {
    const statement = prepare.call(this, sql);
    const { run } = statement;
    statement.run = (...parameters) => {
      const code = /^\s*(insert|update|delete|commit)\b/i.test(sql) ? fails(sql) : undefined;
      if (code !== undefined) throw Object.assign(new Error("planned"), { code });
      return run.apply(statement, parameters);
    };
    return statement;
  };
  return () => {
    prototype.prepare = prepare;
  };
}

/** The first writes fail with these codes, in order; an empty one lets its write through. */
export function failNext(...codes: string[]): () => void {
  return failWrites(() => codes.shift() || undefined);
}
