import { sql } from '../../db/core/sql'
import { outboxCounts, outboxCountsFor } from '../../db/outbox/queue'
import { entryRows } from '../../db/register/entries'
import { outline } from '../../db/register/outline'
import { findDocuments } from '../../db/search/search'
import { logIn } from '../fixtures/office'
import { figure, median, numberAsked } from './figures'
import { registerOf } from './register-of'

/**
 * The lists of a register of a million entries, as a clerk sees them whose clearance hides some. The peer of a page is the same
 * hundred rows by their ids; that of a count, one scan of the register's subjects.
 */
async function run(): Promise<void> {
  const entries = numberAsked('entries', 1_000_000)
  const desk = await registerOf(entries)
  await logIn(desk, 'amina')
  const { desk: open, actor } = desk.app.session
  const { read } = open.db
  const register = (await desk.api.register.registers({})).find((r) => r.kind === 'incoming')
  const filter = { registerId: register?.id ?? '', year: 2026, tab: 'all' as const, text: '' }
  const today = '2026-11-20'
  const said = { bench: 'list', peer: null }
  const page = (offset: number, tab: 'all' | 'unanswered' = 'all') =>
    entryRows(read, actor, { ...filter, tab, offset, limit: 100 }, today)
  const ids = JSON.stringify((await page(0)).map((r) => r.id))
  const raw = await median(() =>
    sql(read).all('SELECT * FROM entry WHERE id IN (SELECT value FROM json_each(?))', [ids]),
  )
  const scan = await median(() => sql(read).one('SELECT count(subject) FROM entry'), 3)
  const { total } = await outline(read, actor, filter, today)
  for (const [what, offset] of [
    ['newest', 0],
    ['middle', Math.floor(total / 2)],
    ['oldest', total - 100],
  ] as const)
    figure({ ...say(`page of 100 of ${entries}, ${what} (ms)`, await median(() => page(offset)), raw), ...upTo(16) })
  const unanswered = await outline(read, actor, { ...filter, tab: 'unanswered' }, today)
  figure({
    ...say(
      'page of the unanswered, middle (ms)',
      await median(() => page(Math.floor(unanswered.total / 2), 'unanswered'), 3),
      raw,
    ),
    ...upTo(16),
  })
  figure({ ...say('outline (ms)', await median(() => outline(read, actor, filter, today)), scan), ...upTo(30) })
  figure({ ...say('what waits, to the line (ms)', await median(() => outboxCounts(read)), scan), ...upTo(16) })
  figure({ ...say('what waits, to a clerk (ms)', await median(() => outboxCountsFor(read, actor)), scan), ...upTo(16) })
  for (const [what, text] of [
    ['a rare word', String(entries - 1)],
    ['one letter', 'م'],
    ['two words', 'تقاعد retrai'],
  ] as const)
    figure({
      ...say(`search: ${what} (ms)`, await median(() => findDocuments(read, actor, text, null, 50)), scan),
      ...upTo(16),
    })
  await desk.close()

  function say(what: string, value: number, peer: number) {
    return { ...said, what, value, peer }
  }
}

const upTo = (ms: number) => ({ aim: `<= ${ms} ms`, met: (value: number) => value <= ms })

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
