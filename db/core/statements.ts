import type { DataSource } from 'typeorm'
import type { Database as Connection, Statement } from 'sqlite3'
import { AppError } from '../../contract/errors'
import type { Value } from './value'

/** More different statements than the program has; beyond it a statement is compiled for one use. */
const KEPT = 300

/**
 * Compiled statements of one connection. TypeORM compiles each statement anew, which for the rows of one entry costs more than
 * writing them; here each is compiled once. Closing the connection needs `finalize` first.
 */
export class Statements {
  private readonly kept = new Map<string, Statement>()
  private connection: Connection
  private finished = false
  /** While the connection is being changed for another, who asks waits. */
  private closed: Promise<void> | null = null
  private readonly running = new Set<Promise<unknown>>()
  /** Who asked of a text before it was compiled: one that cannot be would never answer them. */
  private readonly compiling = new Map<string, ((error: Error) => void)[]>()

  constructor(source: DataSource) {
    this.connection = connectionOf(source)
  }

  async all<T>(text: string, params: readonly Value[]): Promise<T[]> {
    while (this.closed) await this.closed
    const asked = this.ask<T>(text, params)
    this.running.add(asked)
    return asked.finally(() => this.running.delete(asked))
  }

  /** Lets what runs end, holds what comes, and goes on with the connection that `change` gives. */
  async over(change: () => Promise<DataSource>): Promise<void> {
    let open: () => void = () => undefined
    this.closed = new Promise((done) => (open = done))
    try {
      await Promise.allSettled(this.running)
      await this.finalize()
      this.connection = connectionOf(await change())
      this.finished = false
    } finally {
      this.closed = null
      open()
    }
  }

  private ask<T>(text: string, params: readonly Value[]): Promise<T[]> {
    return new Promise((resolve, reject) => {
      // Somebody logged out while this was on its way; a statement compiled now would keep the file from being closed.
      if (this.finished) return reject(new AppError('signed-out'))
      const done = (error: Error | null, rows: T[]): void => (error ? reject(error) : resolve(rows))
      const statement = this.kept.get(text) ?? this.compile(text)
      this.compiling.get(text)?.push(reject)
      if (statement) statement.all([...params], done)
      else this.connection.all(text, [...params], done)
    })
  }

  async finalize(): Promise<void> {
    this.finished = true
    const all = [...this.kept.values()]
    this.kept.clear()
    for (const statement of all) await new Promise<void>((done) => statement.finalize(() => done()))
  }

  private compile(text: string): Statement | null {
    if (this.kept.size >= KEPT) return null
    this.compiling.set(text, [])
    const statement = this.connection.prepare(text, (error: Error | null) => {
      const waiting = this.compiling.get(text) ?? []
      this.compiling.delete(text)
      if (!error) return
      this.kept.delete(text)
      for (const reject of waiting) reject(error)
    })
    this.kept.set(text, statement)
    return statement
  }
}

/** TypeORM's sqlite driver opens the connection; its type is not public. */
const connectionOf = (source: DataSource): Connection =>
  (source.driver as unknown as { databaseConnection: Connection }).databaseConnection
