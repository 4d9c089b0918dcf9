import { performance } from 'node:perf_hooks'
import { sql } from '../../db/core/sql'
import { applyRows } from '../../db/sync/apply'
import type { RowVersion } from '../../contract/wire'
import { refreshDerived } from '../../main/sync/refresh'
import { receiverOf } from '../../main/sync/receive'
import { closeDesks, officeDesk } from '../fixtures/office'
import { figure, numberAsked } from './figures'
import { cardOf } from './words'

const PAGE = 5_000
/** The limit and the way before are measured with fewer: they are asked for a ratio. */
const APART = 1_000

/**
 * What a new PC does with pulled pages of cards: judged, put in place, indexed, in one transaction a page at FULL. Beside it in the
 * same run the same rows one by one, as before, and the table's rows alone by one json_each. Without the network and the server.
 */
async function run(): Promise<void> {
  const rows = numberAsked('rows', 20_000)
  const desk = await officeDesk()
  const { desk: open } = desk.app.session
  const made = (n: number): RowVersion[] =>
    Array.from({ length: n }, (_, i) => ({
      entity: 'contact',
      id: open.newId(),
      seq: 1_000 + i,
      state: 'present',
      fields: cardOf(i, 1_760_000_000_000 + i),
      versions: {},
    }))
  const taken = async (pages: RowVersion[][]): Promise<number> => {
    const began = performance.now()
    for (const page of pages)
      await open.db.write(async (tx) => {
        const applied = await applyRows(tx, page, receiverOf(open))
        await refreshDerived(tx, open, applied, applied)
      })
    return performance.now() - began
  }
  const apart = async (): Promise<number> => {
    const some = made(APART)
    const began = performance.now()
    await open.db.write(async (tx) => {
      for (const row of some) await refreshDerived(tx, open, await applyRows(tx, [row], receiverOf(open)))
    })
    return performance.now() - began
  }
  const all = made(rows)
  const pages = Array.from({ length: Math.ceil(rows / PAGE) }, (_, i) => all.slice(i * PAGE, (i + 1) * PAGE))
  const oneByOne = (await apart()) / APART
  const together = (await taken(pages)) / rows
  await open.db.write((tx) => sql(tx).run('CREATE TABLE rawRow (id text PRIMARY KEY, fields text)'))
  const began = performance.now()
  for (const page of pages)
    await open.db.write((tx) =>
      sql(tx).run(`INSERT INTO rawRow SELECT value ->> '$.id', value -> '$.fields' FROM json_each(?)`, [
        JSON.stringify(page),
      ]),
    )
  const raw = (performance.now() - began) / rows
  const what = `${rows} pulled cards, rows a second`
  figure({
    bench: 'sync',
    what: `${what}, beside one by one`,
    value: 1_000 / together,
    peer: 1_000 / oneByOne,
  })
  figure({
    bench: 'sync',
    what: `${what}, beside raw json_each at FULL`,
    value: 1_000 / together,
    peer: 1_000 / raw,
    aim: '>= 0.4',
    met: (_value, ratio) => (ratio ?? 0) >= 0.4,
  })
  await closeDesks()
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
