import { performance } from 'node:perf_hooks'
import { sql } from '../../db/core/sql'
import { deadlineTabs } from '../../contract/deadlines'
import { keepStanding } from '../../main/deadlines/standing'
import { closeDesks, entryInput, officeDesk } from '../fixtures/office'
import { dateOfDay, dayOf } from '../../domain/calendar/days'
import { deadlineTypes } from '../../domain/policies/deadlines'
import { v7 } from 'uuid'
import { figure, median, numberAsked } from './figures'

/*
 * Deadlines of a large office: all of them counted again as after a closure was entered (W4), and the page of what is due. The peer of a page is the same
 * rows by their ids.
 */
const CLOCKS = numberAsked('clocks', 200_000)
const PIECE = 20_000

async function run(): Promise<void> {
  const desk = await officeDesk()
  const { desk: open, actor } = desk.app.session
  const users = (await desk.api.users.list({})).filter(({ login }) => login === 'admin')
  for (const me of users) await desk.api.users.update({ ...me, roles: [...me.roles, 'clerk', 'headOfOffice'] })
  const entries: string[] = []
  for (let i = 0; i < 50; i++) entries.push((await desk.api.register.register(await entryInput(desk))).id)
  const kinds = deadlineTypes.MA
  const today = dayOf('2026-11-20')
  for (let from = 0; from < CLOCKS; from += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, CLOCKS - from) }, (_, i) => {
      const kind = kinds[(from + i) % kinds.length] ?? kinds[0]
      const started = dateOfDay(today - (((from + i) * 7) % 90))
      const pauses = i % 9 === 0 ? JSON.stringify([{ from: started, until: dateOfDay(dayOf(started) + 5) }]) : null
      return [v7(), entries[i % entries.length], kind?.kind, JSON.stringify(kind?.rule), started, pauses]
    })
    await open.db.write((tx) =>
      sql(tx).run(
        `INSERT INTO clock (id, entryId, kind, label, rule, silence, startedOn, startedAt, startedById, deviceId, pauses)
         SELECT value ->> 0, value ->> 1, value ->> 2, '', value ->> 3, 'none', value ->> 4, 0, ?, ?, value ->> 5 FROM json_each(?)`,
        [actor.userId, open.device.id, JSON.stringify(rows)],
      ),
    )
  }
  const began = performance.now()
  await keepStanding(open)
  const seconds = (performance.now() - began) / 1000
  const aim = '<= 5 s'
  const said = { bench: 'clocks', peer: null }
  figure({ ...said, what: `${CLOCKS} deadlines counted, s`, value: seconds, aim, met: (value) => value <= 5 })
  await open.db.write((tx) => sql(tx).run("UPDATE meta SET value = 'x' WHERE key = 'deadlines.calendar'"))
  const again = performance.now()
  await keepStanding(open)
  const twice = (performance.now() - again) / 1000
  figure({ ...said, what: `the same after a closure, s`, value: twice, aim, met: (value) => value <= 5 })
  const ids = JSON.stringify((await desk.api.deadlines.list({ tab: 'escalated' })).rows.map(({ id }) => id))
  const raw = await median(() =>
    sql(open.db.read).all('SELECT * FROM clock WHERE id IN (SELECT value FROM json_each(?))', [ids]),
  )
  for (const tab of deadlineTabs) {
    const value = await median(() => desk.api.deadlines.list({ tab }))
    figure({ ...said, peer: raw, what: `page of 100, ${tab} (ms)`, value, aim: '<= 50 ms', met: (ms) => ms <= 50 })
  }
  figure({
    ...{ ...said, what: 'all counts (ms)', value: await median(() => desk.api.deadlines.counts({})) },
    ...{ aim: '<= 50 ms', met: (ms: number) => ms <= 50 },
  })
  await closeDesks()
  process.exit(0)
}
void run()
