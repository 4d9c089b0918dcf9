import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from './connect'
import { Database } from './database'
import { migrations } from '../migrations'
import { schemaVersion } from '../migrations/version'
import { copyAside } from './migrate'
import { sql } from './sql'

const dirs = () => {
  const dir = mkdtempSync(join(tmpdir(), 'diwan-db-'))
  return { file: join(dir, 'diwan.db'), key: randomBytes(32), backupsDir: join(dir, 'backups') }
}
const opened: Database[] = []
const open = async (o = dirs()) => {
  const db = await Database.open(o)
  opened.push(db)
  return { db, o }
}
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close().catch(() => undefined)
})
const put = (db: Database, key: string, fail = false) =>
  db.write(async (tx) => {
    await sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?)', [key, 'x'])
    await new Promise((r) => setTimeout(r, 5))
    if (fail) throw new Error('no')
  })
const keys = async (db: Database) =>
  (await sql(db.read).all<{ key: string }>(`SELECT key FROM meta ORDER BY key`)).map((r) => r.key)

describe('the desk’s database', () => {
  it('two writes at once do not mix: a failed one takes nothing of the other with it', async () => {
    const { db } = await open()
    const results = await Promise.allSettled([put(db, 'a'), put(db, 'b', true), put(db, 'c')])
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await keys(db)).toEqual(['a', 'c'])
  })

  it('a statement that cannot be compiled is an error each time, and never an answer that does not come', async () => {
    const { db } = await open()
    const ask = () => expect(sql(db.read).all('SELECT key FROM nowhere')).rejects.toThrow('nowhere')
    await Promise.all([ask(), ask()])
    await ask()
  })

  it('a snapshot sees one moment, writes nothing and holds no writer up', async () => {
    const { db } = await open()
    await put(db, 'a')
    await db.snapshot(async (read) => {
      await put(db, 'b')
      expect(await sql(read).all('SELECT key FROM meta')).toEqual([{ key: 'a' }])
      await expect(sql(read).run("INSERT INTO meta (key, value) VALUES ('c', 'x')")).rejects.toThrow()
    })
    expect(await keys(db)).toEqual(['a', 'b'])
  })

  it('a long reading sees one moment to its end, whatever is written meanwhile, and what comes after it sees all of that', async () => {
    const { db } = await open()
    const counts = await db.snapshot(async (read) => {
      const seen: number[] = []
      for (let i = 0; i < 20; i++) {
        await db.write(
          (tx) => sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?)', [`k${i}`, 'x']),
          i % 2 ? 'work' : 'spare',
        )
        seen.push((await sql(read).all("SELECT key FROM meta WHERE key LIKE 'k%'")).length)
      }
      return seen
    })
    expect(new Set(counts)).toEqual(new Set([0]))
    expect(await db.snapshot((read) => sql(read).all("SELECT key FROM meta WHERE key LIKE 'k%'"))).toHaveLength(20)
  })

  it('a reading has no way to write: not by a statement, not by changing its own mind', async () => {
    const { db } = await open()
    for (const statement of [
      "INSERT INTO meta (key, value) VALUES ('c', 'x')",
      'CREATE TABLE other (x)',
      'PRAGMA user_version = 99',
      'DELETE FROM meta',
    ])
      await db.snapshot(async (read) => {
        await sql(read).run('PRAGMA query_only = OFF')
        await expect(sql(read).run(statement), statement).rejects.toThrow(/readonly/)
      })
  })

  it('closing does not wait for a long reading: it ends as when somebody logged out', async () => {
    const { db } = await open()
    let begun: () => void = () => undefined
    const beginning = new Promise<void>((done) => (begun = done))
    const reading = db.snapshot(async (read) => {
      for (;;) {
        await sql(read).all('SELECT count(*) FROM meta')
        begun()
      }
    })
    await beginning
    const [ended] = await Promise.allSettled([reading, db.close()])
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'signed-out' } })
  })

  it('a reader sees committed rows only and cannot write', async () => {
    const { db } = await open()
    const seen: string[][] = []
    await db.write(async (tx) => {
      await sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?)', ['a', 'x'])
      seen.push(await keys(db))
    })
    expect(seen).toEqual([[]])
    expect(await keys(db)).toEqual(['a'])
    await expect(sql(db.read).run(`DELETE FROM meta`)).rejects.toThrow(/readonly/)
  })

  it('a transaction that is over cannot be used by code that kept it', async () => {
    const { db } = await open()
    const tx = await db.write(async (t) => t)
    expect(() => sql(tx)).toThrow('over')
  })

  it('writes at synchronous = FULL in WAL, encrypted', async () => {
    const { db, o } = await open()
    await db.write(async (tx) => {
      expect(await sql(tx).one('PRAGMA synchronous')).toEqual({ synchronous: 2 })
      expect(await sql(tx).one('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
      await sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?)', ['secret', 'الموضوع السري'])
    })
    await db.close()
    opened.pop()
    expect(readFileSync(o.file).includes('SQLite format')).toBe(false)
    expect(readFileSync(o.file).includes('السري')).toBe(false)
  })

  it('another key or a damaged file is damage, in words', async () => {
    const { db, o } = await open()
    await db.close()
    opened.pop()
    await expect(Database.open({ ...o, key: randomBytes(32) })).rejects.toMatchObject({ code: 'database-damaged' })
    const bytes = readFileSync(o.file)
    bytes.fill(7, 0, 4096)
    writeFileSync(o.file, bytes)
    await expect(Database.open(o)).rejects.toMatchObject({ code: 'database-damaged' })
  })

  it('a database from the future is refused and left as it is', async () => {
    const { db, o } = await open()
    await db.close()
    opened.pop()
    const raw = await connect(o, 'writer')
    await raw.query(`PRAGMA user_version = ${schemaVersion + 3}`)
    await raw.destroy()
    const before = readFileSync(o.file)
    await expect(Database.open(o)).rejects.toMatchObject({
      code: 'database-from-the-future',
      params: { found: schemaVersion + 3, known: schemaVersion },
    })
    expect(readFileSync(o.file).equals(before)).toBe(true)
  })

  it('an older schema is copied aside before it is migrated, and only then', async () => {
    const { db, o } = await open()
    await db.close()
    opened.pop()
    await copyAside(o, o.backupsDir, 1)
    const copy = await Database.open({ ...o, file: join(o.backupsDir, 'diwan.db.schema-1') })
    opened.push(copy)
    expect(await keys(copy)).toEqual([])
    await (await open(o)).db.close()
    opened.pop()
    expect(readdirSync(o.backupsDir).filter((f) => f.startsWith('diwan.db.schema'))).toContain('diwan.db.schema-1')
  })

  it('a full disk is a sentence, and nothing is half-written', async () => {
    const { db } = await open()
    await expect(
      db.write(async (tx) => {
        const pages = await sql(tx).one<{ page_count: number }>('PRAGMA page_count')
        await sql(tx).run(`PRAGMA max_page_count = ${pages?.page_count ?? 1}`)
        for (let i = 0; i < 200; i++)
          await sql(tx).run('INSERT INTO meta (key, value) VALUES (?, ?)', [`k${i}`, 'x'.repeat(4000)])
      }),
    ).rejects.toMatchObject({ code: 'disk-full' })
    expect(await keys(db)).toEqual([])
    await db.write((tx) => sql(tx).run('PRAGMA max_page_count = 1073741823'))
    await put(db, 'after')
    expect(await keys(db)).toEqual(['after'])
  })
})

describe('schema', () => {
  it('a migration is one file: its number, its place and the schema’s number follow from the folder', () => {
    const files = readdirSync(resolve('db/migrations'))
      .filter((name) => /^\d/.test(name))
      .sort()
    const numbers = migrations.map((migration) => Number(String(new migration().name).slice(-4)))
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(numbers)
    expect(numbers).toEqual(Array.from({ length: schemaVersion }, (_, i) => i + 1))
  })

  it('migrations and entities do not drift', async () => {
    const { o, db } = await open()
    await db.close()
    opened.pop()
    const raw = await connect(o, 'writer')
    const log = await raw.driver.createSchemaBuilder().log()
    await raw.destroy()
    expect(log.upQueries.map((q) => q.query)).toEqual([])
  })

  it('the snapshot only grows: a column that disappeared breaks offices that run an older version', async () => {
    const { db } = await open()
    const rows = await sql(db.read).all<{ t: string; c: string; type: string }>(
      `SELECT m.name AS t, p.name AS c, p.type FROM sqlite_master m JOIN pragma_table_info(m.name) p
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY 1, 2`,
    )
    await expect(rows.map((r) => `${r.t}.${r.c} ${r.type}`).join('\n') + '\n').toMatchFileSnapshot(
      '../migrations/schema.snapshot.txt',
    )
  })
})

describe('another key', () => {
  it('re-keying leaves no page under the old key, and reads and writes that wait go on afterwards', async () => {
    const { db, o } = await open()
    for (let i = 0; i < 50; i++) await put(db, `k${i}`)
    const key = randomBytes(32)
    const progress: number[] = []
    const rekeyed = db.rekey(key, (done) => progress.push(done))
    const [during] = await Promise.all([keys(db), put(db, 'meanwhile'), rekeyed])
    expect(during.length).toBeGreaterThanOrEqual(50)
    expect(await keys(db)).toContain('meanwhile')
    expect(progress.at(-1)).toBe(1)
    await db.close()
    opened.pop()
    await expect(Database.open(o)).rejects.toMatchObject({ code: 'database-damaged' })
    const again = await Database.open({ ...o, key })
    opened.push(again)
    expect(await keys(again)).toHaveLength(51)
  })

  it('a copy under its own key holds everything acknowledged, also with a reader in the way', async () => {
    const { db, o } = await open()
    await put(db, 'before')
    const reader = await connect(o, 'reader')
    await reader.query('BEGIN')
    await reader.query('SELECT count(*) FROM meta')
    await put(db, 'after')
    const key = randomBytes(32)
    await db.copyTo(`${o.file}.copy`, key)
    await reader.destroy()
    const copy = await Database.open({ ...o, file: `${o.file}.copy`, key })
    opened.push(copy)
    expect(await keys(copy)).toEqual(['after', 'before'])
    await expect(Database.open({ ...o, file: `${o.file}.copy` })).rejects.toMatchObject({ code: 'database-damaged' })
  })

  it('the copy made before a migration holds what a reader in the way kept out of the file', async () => {
    const { db, o } = await open()
    const reader = await connect(o, 'reader')
    await reader.query('BEGIN')
    await reader.query('SELECT count(*) FROM meta')
    await put(db, 'acknowledged')
    await db.close()
    opened.pop()
    await copyAside(o, o.backupsDir, 1)
    await reader.destroy()
    const copy = await Database.open({ ...o, file: join(o.backupsDir, 'diwan.db.schema-1') })
    opened.push(copy)
    expect(await keys(copy)).toEqual(['acknowledged'])
  })
})
