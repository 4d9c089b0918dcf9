import { sql } from '../../db/core/sql'
import { countBasket } from '../../db/routing/baskets'
import { baskets } from '../../contract/routing'
import { addUser, closeDesks, entryInput, logIn, officeDesk } from '../fixtures/office'
import { figure, median, numberAsked } from './figures'

/**
 * Baskets of an office with many open assignments (W1), through the service and the encrypted database: what a head and a unit's officer wait
 * for when they look, a count and a first page each. The peer reads all assignments with their entries, as without an index.
 */
async function run(): Promise<void> {
  const open = numberAsked('open', 50_000)
  const desk = await officeDesk()
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  const head = await addUser(desk, 'head', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['officer'])
  const nadia = (await desk.api.users.list({})).find(({ login }) => login === 'nadia')
  if (nadia) await desk.api.users.update({ ...nadia, unitId })
  await addUser(desk, 'rachid', ['clerk'])
  await logIn(desk, 'rachid')
  const first = await desk.api.register.register(await entryInput(desk))
  const { db, device } = desk.app.session.desk
  const PIECE = 5_000
  const id = (of: string, n: number): string => `${of}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
  const names = await sql(db.read).all<{ name: string }>(`SELECT name FROM pragma_table_info('entry')`)
  const copied = names.map(({ name }) => name).filter((name) => !['id', 'seq', 'numberText', 'level'].includes(name))
  for (let from = 0; from < open; from += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, open - from) }, (_, i) => {
      const n = from + i
      const day = `2026-${String((n % 12) + 1).padStart(2, '0')}-15`
      // One in twenty is confidential; half are the unit's, half are the head's own to wait for.
      return [id('01930000', n), id('01931000', n), n + 2, n % 20 === 0 ? 'confidential' : 'ordinary', day, n]
    })
    const list = JSON.stringify(rows)
    await db.write(async (tx) => {
      const columns = copied.map((name) => `"${name}"`).join(', ')
      await sql(tx).run(
        `INSERT INTO entry (id, seq, numberText, level, ${columns}) SELECT j.value ->> 0, j.value ->> 2, 'و/2026/' || (j.value ->> 2), j.value ->> 3, ${columns}
         FROM json_each(?) j CROSS JOIN entry e WHERE e.id = ?`,
        [list, first.id],
      )
      await sql(tx).run(
        `INSERT INTO assignment (id, entryId, turn, purpose, toKind, toId, text, dueOn, at, byId, deviceId)
         SELECT value ->> 1, value ->> 0, 1, 'action', 'unit', ?, '', value ->> 4, value ->> 5, ?, ? FROM json_each(?)`,
        [unitId, head, device.id, list],
      )
    })
  }
  const aim = '<= 50 ms: nobody waits for it'
  const scan = await median(() =>
    sql(db.read).all(
      `SELECT count(*) FROM assignment a NOT INDEXED JOIN entry e ON e.id = a.entryId WHERE a.endedAt IS NULL AND e.cancelledAt IS NULL AND a.toId = ?`,
      [unitId],
    ),
  )
  for (const login of ['head', 'nadia']) {
    await logIn(desk, login)
    const { counts } = await desk.api.routing.counts({})
    const { actor } = desk.app.session
    const holder = { ...actor, unitId: login === 'head' ? null : unitId, manages: login === 'head' }
    for (const basket of baskets) {
      if ((counts[basket] ?? 0) === 0) continue
      const count = await median(() => countBasket(db.read, holder, basket, '2026-11-20'))
      const what = `count of ${basket} of ${login} (${counts[basket]}), ms; peer: a scan`
      figure({ bench: 'baskets', what, value: count, peer: scan, aim, met: (value) => value <= 50 })
      const page = await median(() => desk.api.routing.basket({ basket }))
      const said = `first page of ${basket} of ${login} (${counts[basket]}), ms; peer: a scan`
      figure({ bench: 'baskets', what: said, value: page, peer: scan, aim, met: (value) => value <= 50 })
    }
  }
  await closeDesks()
  process.exit(0)
}

void run()
