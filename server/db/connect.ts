import 'reflect-metadata'
import { DataSource, type EntityManager } from 'typeorm'
import { migrations } from './migrations'

/** Statements of one transaction, or of the pool. */
export type Sql = {
  all<T>(statement: string, params?: readonly unknown[]): Promise<T[]>
  one<T>(statement: string, params?: readonly unknown[]): Promise<T | undefined>
  run(statement: string, params?: readonly unknown[]): Promise<void>
}

/** The server's PostgreSQL, brought up to date at opening. */
export class Store {
  private constructor(private readonly source: DataSource) {}

  static async open(url: string, report: (error: unknown) => void): Promise<Store> {
    const source = new DataSource({
      type: 'postgres',
      url,
      entities: [],
      migrations,
      migrationsTableName: 'migration',
      synchronize: false,
      logging: false,
      // Sequences and instants stay below 2^53.
      parseInt8: true,
      poolErrorHandler: report,
      connectTimeoutMS: 10_000,
      extra: { max: 12, application_name: 'diwan-server' },
    })
    await source.initialize()
    try {
      await source.runMigrations({ transaction: 'each' })
    } catch (error) {
      await source.destroy()
      throw error
    }
    return new Store(source)
  }

  /** What is read and decided under row locks is committed as one. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.source.transaction('READ COMMITTED', (manager) => work(statements(manager)))
  }

  /** One snapshot: the feed and the rows it names are of the same moment. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', (manager) => work(statements(manager)))
  }

  get pool(): Sql {
    return statements(this.source.manager)
  }

  close(): Promise<void> {
    return this.source.destroy()
  }
}

function statements(manager: EntityManager): Sql {
  // TypeORM answers a SELECT and an INSERT with rows, an UPDATE with rows and a count.
  const all = async <T>(statement: string, params: readonly unknown[] = []): Promise<T[]> =>
    (await manager.query(statement, [...params])) as T[]
  return {
    all,
    one: async <T>(statement: string, params?: readonly unknown[]) => (await all<T>(statement, params))[0],
    run: async (statement, params) => void (await all(statement, params)),
  }
}
