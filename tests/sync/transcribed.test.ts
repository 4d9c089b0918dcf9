import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { createRow } from '../../db/outbox/changes'
import { keepKnown } from '../../main/sync/server-known'
import { paperMark } from '../../domain/entities/book'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { csvFile, imported, paperRows } from '../fixtures/sheets'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

/** A transcribed book beyond its own PC (ADR 029): the server takes it by its own checks, and every desk says of it the same. */
let ministry: Ministry
let [rabat, lille]: Pc[] = []
let files = ''
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'diwan-sheets-'))
  ministry = await Ministry.open()
  rabat = await firstPc(ministry)
  await addUser(rabat.desk, 'head', ['headOfRegistry', 'administrator'], 'secret')
  await addUser(rabat.desk, 'clerk', ['clerk'])
  lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'head')
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
  rmSync(files, { recursive: true, force: true })
})
const pcs = (): [Pc, Pc] => {
  if (!rabat || !lille) throw new Error('two PCs were expected')
  return [rabat, lille]
}
const registerId = async (pc: Pc): Promise<string> => (await pc.api.register.registers({}))[0]?.id ?? ''
const parked = async (pc: Pc): Promise<(string | null)[]> =>
  (await pc.outcomes()).filter((o) => o.state === 'parked').map((o) => o.reason)

it('comes to the server and to another desk as it is, and is whole there (N2, N3, I5)', async () => {
  const [rabat, lille] = pcs()
  const rows = [...paperRows(300, 1, 1998), '300;31/12/1998;وزارة;م;سطر مكرر;سري;', '305;31/12/1998;وزارة;م;سطر أخير;;']
  await imported(rabat.desk, csvFile(files, rows), {}, await registerId(rabat))
  await bothSync(rabat, lille)
  expect(await parked(rabat)).toEqual([])
  const filter = { registerId: await registerId(lille), year: 1998, tab: 'all', text: '' } as const
  const said = { missing: 4, doubled: 1, lines: 302 }
  for (const pc of [rabat, lille]) {
    expect((await pc.api.register.outline(filter)).continuity).toMatchObject([{ whole: true, paper: said }])
    expect(await pc.api.register.verify({ registerId: filter.registerId, year: 1998 })).toMatchObject([
      { result: 'whole', paper: said },
    ])
  }
  const [line] = await lille.api.register.rows({ ...filter, text: 'سطر أخير', offset: 0, limit: 1 })
  expect(await lille.api.register.get({ id: line?.id ?? '' })).toMatchObject({
    numberText: 'و/1998/00305',
    paper: { number: '305', line: 303 },
  })
  // It is its PC's to write in, and nobody numbers in it (N7).
  await expect(
    lille.api.register.correct({ id: line?.id ?? '', field: 'notes', value: 'x', reason: 'x' }),
  ).rejects.toMatchObject({ code: 'no-book' })
  expect((await lille.registers()).numberText).toContain('/2026/')
  const [again] = await rabat.api.register.rows({ ...filter, text: 'سطر أخير', offset: 0, limit: 1 })
  await rabat.api.register.correct({ id: again?.id ?? '', field: 'notes', value: 'هامش', reason: 'سهو' })
  await bothSync(rabat, lille)
  expect(await lille.api.register.get({ id: line?.id ?? '' })).toMatchObject({ notes: 'هامش' })
  expect((await lille.api.register.verify({ registerId: filter.registerId, year: 1998 }))[0]?.result).toBe('whole')
})

it('who may not open registers forges no paper: neither a book, nor a line in one, nor a number of the program’s own book (N2)', async () => {
  const [rabat] = pcs()
  await logIn(rabat.desk, 'clerk')
  const { desk } = rabat.desk.app.session
  const before = (await parked(rabat)).length
  const stamp = stampOf(rabat)
  const id = v7()
  const transcribed = { sha256: 'a'.repeat(64) }
  const bookFields = {
    registerId: await registerId(rabat),
    year: 1999,
    desk: paperMark(id),
    opening: 1,
    holderId: desk.device.id,
    epoch: 1,
    transcribed,
  }
  await rabat.db.write((tx) => createRow(tx, 'book', id, bookFields, stamp))
  await rabat.syncs()
  expect((await parked(rabat)).slice(before)).toEqual(['forbidden'])

  const [paper] = await sql(rabat.db.read).all<{ id: string; lastSeq: number }>(
    'SELECT id, lastSeq FROM book WHERE year = 1998',
  )
  const [own] = await sql(rabat.db.read).all<{ id: string; lastSeq: number }>(
    'SELECT id, lastSeq FROM book WHERE year = 2026 AND transcribed IS NULL',
  )
  const entry = await sql(rabat.db.read).one<Record<string, unknown>>('SELECT * FROM entry WHERE year = 1998 LIMIT 1')
  for (const [bookId, year, seq] of [
    [paper?.id, 1998, (paper?.lastSeq ?? 0) + 1],
    [own?.id, 2026, (own?.lastSeq ?? 0) + 40],
  ] as const) {
    const { rv: _rv, versions: _v, extra: _x, id: _id, enclosures: _e, ...fields } = entry ?? {}
    const forged = {
      ...fields,
      bookId,
      year,
      seq,
      numberText: `و/${year}/00009`,
      paperNumber: '9',
      enclosures: [],
      registeredById: stamp.userId,
      proof: null,
    }
    await rabat.db.write((tx) => createRow(tx, 'entry', v7(), forged as never, stamp))
  }
  await rabat.syncs()
  expect((await parked(rabat)).slice(before + 1)).toEqual(['forbidden', 'invalid'])
  await logIn(rabat.desk, 'head')
})

it('a server that knows no transcribed books is not asked to take one', async () => {
  const [rabat] = pcs()
  const { desk } = rabat.desk.app.session
  const known = await sql(rabat.db.read).one<{ value: string }>(`SELECT value FROM meta WHERE key = 'line.knows'`)
  const words = JSON.parse(known?.value ?? '[]') as string[]
  expect(words).toContain('book.transcribed')
  await desk.db.write((tx) =>
    keepKnown(
      tx,
      words.filter((word) => word !== 'book.transcribed'),
    ),
  )
  const path = csvFile(files, paperRows(3, 1, 1960), 'old-server.csv')
  await expect(imported(rabat.desk, path)).rejects.toMatchObject({ code: 'import-server-older' })
  await desk.db.write((tx) => keepKnown(tx, words))
  // Of a day before 1970 as well: the order of the paper is kept.
  await imported(rabat.desk, path)
  const lines = await rabat.api.register.rows({
    registerId: await registerId(rabat),
    year: 1960,
    tab: 'all',
    text: '',
    offset: 0,
    limit: 5,
  })
  expect(lines.map((line) => line.numberText)).toEqual(['و/1960/00003', 'و/1960/00002', 'و/1960/00001'])
})
