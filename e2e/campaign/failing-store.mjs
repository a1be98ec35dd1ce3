// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Loaded into a console by `NODE_OPTIONS=--import`, and by nothing else: makes what its store's drivers are asked to
 * write go wrong as the plan in the file `FAILING_STORE` says, and notes there, beside it, how far it came. Without a
 * plan nothing is changed. The console knows nothing of it.
 *
 * @typedef {object} Plan
 * @property {string} id tells one plan from the next: each counts from 1
 * @property {number} at which write is hit
 * @property {string} how what happens: see `failures`; `kill-before` and `kill-after` end the process; `no-room` leaves
 *   SQLite no page more than it has, and counts nothing
 * @property {boolean} [lasting] every one after it is hit as well
 * @property {boolean} [commits] only commits are counted, and what is written outside of a transaction
 */

const file = process.env.FAILING_STORE ?? "";
const load = createRequire(import.meta.url);
let current = "";
let count = 0;

/** @returns {Plan | undefined} */
function planned() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} sql */
const isWrite = (sql) => /^\s*(insert|update|delete|commit)\b/i.test(sql);

/**
 * The plan, if it hits what is about to be written.
 * @param {string} sql
 * @param {boolean} inTransaction
 */
function hit(sql, inTransaction) {
  const plan = isWrite(sql) ? planned() : undefined;
  if (!plan || plan.how === "no-room") return undefined;
  if (plan.commits && inTransaction && !/^\s*commit\b/i.test(sql)) return undefined;
  if (plan.id !== current) [current, count] = [plan.id, 0];
  count += 1;
  if (plan.lasting ? count < plan.at : count !== plan.at) return undefined;
  writeFileSync(`${file}.hit`, JSON.stringify({ id: plan.id, count, sql: sql.slice(0, 40) }));
  return plan;
}

const die = () => process.kill(process.pid, "SIGKILL");

/** @param {string} code @param {string} message */
const failure = (code, message) => Object.assign(new Error(message), { code });

/** @typedef {{ prepare: (sql: string) => Statement, exec: (sql: string) => unknown, inTransaction: boolean }} Connection */
/** @typedef {{ run: (...parameters: unknown[]) => unknown, all: (...parameters: unknown[]) => unknown }} Statement */

/** @type {{ prototype: Connection }} */
const sqlite = load("libsql");
const { prepare } = sqlite.prototype;
/** For which plan the room of a connection was set. @type {WeakMap<Connection, string>} */
const rooms = new WeakMap();

/** @param {Connection} connection */
function setRoom(connection) {
  const plan = planned();
  const room = plan?.how === "no-room" ? plan.id : "";
  if ((rooms.get(connection) ?? "") === room) return;
  rooms.set(connection, room);
  // SQLite makes it as many pages as there are, and says itself when it has no more.
  prepare.call(connection, `pragma max_page_count = ${room ? 1 : 1_073_741_823}`).all();
}

/** @param {string} sql */
sqlite.prototype.prepare = function (sql) {
  if (isWrite(sql)) setRoom(this);
  const statement = prepare.call(this, sql);
  const { run } = statement;
  statement.run = (...parameters) => {
    const plan = hit(sql, this.inTransaction);
    if (plan?.how === "kill-before") die();
    if (plan && plan.how !== "kill-after") {
      // As SQLite does when it cannot go on.
      if (this.inTransaction && plan.how !== "SQLITE_BUSY") this.exec("rollback");
      throw failure(plan.how, "planned");
    }
    const result = run.apply(statement, parameters);
    if (plan) die();
    return result;
  };
  return statement;
};

/** @typedef {{ query: (...of: unknown[]) => Promise<unknown>, connection: { stream: { destroy: () => void } } }} PgClient */

/** @type {{ Client: { prototype: PgClient } }} */
const { Client } = load("pg");
const { query } = Client.prototype;
/** Those in a transaction. @type {WeakSet<PgClient>} */
const transactions = new WeakSet();

/** @param {unknown[]} of */
Client.prototype.query = function (...of) {
  const [sql] = of;
  if (typeof sql === "string" && /^\s*(begin|start)\b/i.test(sql)) transactions.add(this);
  if (typeof sql === "string" && /^\s*(commit|rollback)\b/i.test(sql)) transactions.delete(this);
  const plan = typeof sql === "string" ? hit(sql, transactions.has(this)) : undefined;
  if (!plan) return query.apply(this, of);
  if (plan.how === "kill-before") die();
  if (plan.how === "kill-after") return query.apply(this, of).then(die);
  const lose = () => {
    this.connection.stream.destroy();
    throw failure("ECONNRESET", "planned");
  };
  if (plan.how === "lost-after") return query.apply(this, of).then(lose);
  if (plan.how === "lost-before") return Promise.resolve().then(lose);
  return Promise.reject(failure(plan.how, "planned"));
};
