import "server-only";
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  QueryResult,
  TransactionSettings,
} from "kysely";
import { noteWritten } from "@/lib/server/store/condition";
import { persistently } from "@/lib/server/store/persistently";
import { StoreFailure, storeFailureOf } from "@/lib/server/store/store-failure";

/**
 * The same store, whose failures are `StoreFailure`s. What goes wrong outside of a transaction is tried again, over
 * another connection if need be; what goes wrong in one is for `inTransaction`. How writing goes is noted.
 */
export function watched(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new WatchedDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

class WatchedDriver implements Driver {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  async init(): Promise<void> {
    await this.#driver.init();
  }

  async acquireConnection(): Promise<WatchedConnection> {
    return new WatchedConnection(this.#driver, await persistently(() => this.#driver.acquireConnection()));
  }

  async beginTransaction(connection: WatchedConnection, settings: TransactionSettings): Promise<void> {
    await connection.alone((inner) => this.#driver.beginTransaction(inner, settings));
    connection.transaction = { wrote: false };
  }

  async commitTransaction(connection: WatchedConnection): Promise<void> {
    await told(() => this.#driver.commitTransaction(connection.inner()));
    if (connection.transaction?.wrote) noteWritten();
    connection.transaction = undefined;
  }

  /** Never rejects: SQLite and a lost connection have rolled back by themselves, and why is what matters. */
  async rollbackTransaction(connection: WatchedConnection): Promise<void> {
    connection.transaction = undefined;
    await this.#driver.rollbackTransaction(connection.inner()).catch(() => undefined);
  }

  async releaseConnection(connection: WatchedConnection): Promise<void> {
    await connection.release();
  }

  async destroy(): Promise<void> {
    await this.#driver.destroy();
  }
}

class WatchedConnection implements DatabaseConnection {
  /** The transaction that is open on it, and whether it wrote anything. */
  transaction: { wrote: boolean } | undefined;
  readonly #driver: Driver;
  /** Undefined after one was given back and none was to be had in its place. */
  #inner: DatabaseConnection | undefined;

  constructor(driver: Driver, inner: DatabaseConnection) {
    this.#driver = driver;
    this.#inner = inner;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const writes = /^(Insert|Update|Delete)QueryNode$/.test(query.query.kind);
    if (this.transaction) {
      const result = await told(() => this.inner().executeQuery<Row>(query));
      this.transaction.wrote ||= writes;
      return result;
    }
    const result = await this.alone((inner) => inner.executeQuery<Row>(query));
    if (writes) noteWritten();
    return result;
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner().streamQuery<Row>(query, chunkSize);
  }

  /** Does what no transaction surrounds. A connection that may be lost is given back, and another is taken. */
  async alone<Result>(work: (inner: DatabaseConnection) => Promise<Result>): Promise<Result> {
    return persistently(async (again) => {
      if (again) await this.release();
      this.#inner ??= await this.#driver.acquireConnection();
      return work(this.#inner);
    });
  }

  inner(): DatabaseConnection {
    if (!this.#inner) throw new StoreFailure("connection", true);
    return this.#inner;
  }

  async release(): Promise<void> {
    const inner = this.#inner;
    this.#inner = undefined;
    if (inner) await this.#driver.releaseConnection(inner);
  }
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storeFailureOf(error) ?? error;
  }
}
