import { performance } from 'node:perf_hooks'
import { sql } from '../../db/core/sql'
import { entryRows, outline } from '../../db/register/entries'
import { findDocuments } from '../../db/search/search'
import { closeDesks, officeDesk } from '../fixtures/office'

/** The register list of 200,000 entries: its outline, a page at either end, and a search, each beside a full count(*) scan. */
const ENTRIES = 200_000

async function timed(work: () => Promise<unknown>, times = 7): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work()
    all.push(performance.now() - began)
  }
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

async function run(): Promise<void> {
  const desk = await officeDesk()
  const { desk: open, actor } = desk.app.session
  const [register] = await desk.api.register.registers({})
  const book = register?.books[0]
  const { units } = await desk.api.office.get({})
  const start = Date.UTC(2026, 0, 2)
  const words = [
    'طلب',
    'إحالة',
    'شكاية',
    'دورية',
    'Demande',
    'Transmission',
    'العمل',
    'الاجتماعي',
    'الثقافي',
    'ملف',
    'تقاعد',
    'retraite',
  ]
  await open.db.write(async (tx) => {
    const s = sql(tx)
    for (let from = 0; from < ENTRIES; from += 10_000) {
      const rows = Array.from({ length: 10_000 }, (_, i) => {
        const seq = from + i + 1
        const at = start + Math.floor((seq / ENTRIES) * 320 * 86_400_000)
        const subject = `${words[seq % 12] ?? ''} ${words[(seq * 7) % 12] ?? ''} رقم ${seq}`
        return [
          open.newId(),
          seq,
          `و/2026/${String(seq).padStart(5, '0')}`,
          at,
          new Date(at).toISOString().slice(0, 10),
          subject,
        ]
      })
      await s.run(
        `INSERT INTO entry (id, registerId, bookId, year, seq, numberText, registeredAt, businessDate, registeredById, deviceId, arrivalAt,
           subject, channel, urgency, level, unitId, enclosureCount, enclosures, notes)
         SELECT json_extract(value, '$[0]'), ?, ?, 2026, json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'),
           json_extract(value, '$[4]'), ?, ?, json_extract(value, '$[3]'), json_extract(value, '$[5]'), 'post',
           CASE json_extract(value, '$[1]') % 50 WHEN 0 THEN 'urgent' ELSE 'routine' END, 'ordinary', ?, 0, '[]', '' FROM json_each(?)`,
        [register?.id ?? '', book?.id ?? '', actor.userId, open.device.id, units[0]?.id ?? '', JSON.stringify(rows)],
      )
    }
    await s.run(
      `INSERT INTO searchDoc (docId, entity, rowId, level, ownerId, at) SELECT registeredAt * 1024 + seq % 1024, 'entry', id, 0, registeredById, registeredAt FROM entry`,
    )
    await s.run(`INSERT INTO search (rowid, words) SELECT registeredAt * 1024 + seq % 1024, subject FROM entry`)
    await s.run('UPDATE book SET lastSeq = ? WHERE id = ?', [ENTRIES, book?.id ?? ''])
  })
  const read = open.db.read
  const filter = { registerId: register?.id ?? '', year: 2026, tab: 'all' as const, text: '' }
  const page = (offset: number) => entryRows(read, actor, { ...filter, offset, limit: 100 }, '2026-11-20')
  const result = {
    name: 'the register list of 200,000 entries (median ms)',
    scan: await timed(() => sql(read).one('SELECT count(subject) FROM entry')),
    outline: await timed(() => outline(read, actor, filter, '2026-11-20')),
    firstPage: await timed(() => page(0)),
    lastPage: await timed(() => page(ENTRIES - 100)),
    searchRare: await timed(() => findDocuments(read, actor, '199999', null, 50)),
    searchCommon: await timed(() => findDocuments(read, actor, 'م', null, 50)),
    searchTwoWords: await timed(() => findDocuments(read, actor, 'تقاعد retrai', null, 50)),
  }
  console.log(JSON.stringify(result))
  await closeDesks()
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
