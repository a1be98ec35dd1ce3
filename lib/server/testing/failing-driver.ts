import "server-only";
import Libsql from "libsql";

/**
 * Makes SQLite refuse what is written, until the returned function is called: `fails` is asked for each write, in order,
 * for the code to fail with.
 */
export function failWrites(fails: (sql: string) => string | undefined): () => void {
  const { prepare } = Libsql.prototype;
  Reflect.set(Libsql.prototype, "prepare", function (this: Libsql.Database, sql: string) {
    const statement = prepare.call(this, sql);
    const { run } = statement;
    Reflect.set(statement, "run", (...parameters: unknown[]) => {
      const code = /^\s*(insert|update|delete|commit)\b/i.test(sql) ? fails(sql) : undefined;
      if (code !== undefined) throw Object.assign(new Error("planned"), { code });
      return Reflect.apply(run, statement, parameters);
    });
    return statement;
  });
  return () => {
    Reflect.set(Libsql.prototype, "prepare", prepare);
  };
}

/** The first writes fail with these codes, in order; an empty one lets its write through. */
export function failNext(...codes: string[]): () => void {
  return failWrites(() => codes.shift() || undefined);
}
