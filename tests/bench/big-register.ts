import { sql } from '../../db/core/sql'
import { zoneOf } from '../../domain/text/zone'
import { outboxCounts, outboxCountsFor } from '../../db/outbox/queue'
import { registerLines, registerOutline } from '../../db/register/lines'
import type { RegisterFilter } from '../../contract/register'
import { newestContacts } from '../../db/community/contacts'
import { findDocuments } from '../../db/search/search'
import { keepIndex } from '../../main/community/indexing'
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
  // A register kept from before is indexed anew first, as an office's is.
  await keepIndex(open)
  const register = (await desk.api.register.registers({})).find((r) => r.kind === 'incoming')
  const filter = { registerId: register?.id ?? '', year: 2026, tab: 'all' as const, text: '' }
  const day = { today: '2026-11-20', zone: zoneOf(desk.app.session.desk.office) }
  const said = { bench: 'list', peer: null }
  const page = (offset: number, tab: RegisterFilter['tab'] = 'all') =>
    registerLines(read, actor, { ...filter, tab, offset, limit: 100 }, day, 'ar')
  const ids = JSON.stringify((await page(0)).map((r) => r.id))
  const raw = await median(() =>
    sql(read).all('SELECT * FROM entry WHERE id IN (SELECT value FROM json_each(?))', [ids]),
  )
  const scan = await median(() => sql(read).one('SELECT count(subject) FROM entry'), 3)
  const { total } = await registerOutline(read, actor, filter, day)
  for (const [what, offset] of [
    ['newest', 0],
    ['middle', Math.floor(total / 2)],
    ['oldest', total - 100],
  ] as const)
    figure({ ...say(`page of 100 of ${entries}, ${what} (ms)`, await median(() => page(offset)), raw), ...upTo(16) })
  for (const tab of ['unanswered', 'urgent', 'cancelled', 'today'] as const) {
    const said = await registerOutline(read, actor, { ...filter, tab }, day)
    figure({
      ...say(
        `page of the ${tab}, middle of ${said.total} (ms)`,
        await median(() => page(Math.floor(said.total / 2), tab)),
        raw,
      ),
      ...upTo(16),
    })
    const again = await median(() => registerOutline(read, actor, { ...filter, tab }, day))
    figure({ ...say(`outline of the ${tab} (ms)`, again, scan), ...upTo(30) })
  }
  const unclassed = { ...filter, criteria: { classed: 'without', state: 'standing' } as const }
  const narrowed = await median(() => registerOutline(read, actor, unclassed, day), 3)
  figure(say('outline of what is not classed (ms)', narrowed, scan))
  figure({ ...say('outline (ms)', await median(() => registerOutline(read, actor, filter, day)), scan), ...upTo(30) })
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
  for (const text of [String(entries - 1), 'تقاعد retrai', 'طلب']) {
    const found = { ...filter, text }
    const { total, more } = await registerOutline(read, actor, found, day)
    const hits = `${total}${more ? ' and more' : ''}`
    figure({
      ...say(
        `searched in the register, ${hits} hits: outline (ms)`,
        await median(() => registerOutline(read, actor, found, day), 3),
        scan,
      ),
    })
    const first = await median(() => registerLines(read, actor, { ...found, offset: 0, limit: 100 }, day, 'ar'), 3)
    figure({ ...say(`searched in the register, ${hits} hits: first page (ms)`, first, raw), ...upTo(16) })
  }
  const { api } = desk
  figure({
    ...say('contacts, newest 100 (ms)', await median(() => newestContacts(read, actor, 'person', 100)), raw),
    ...upTo(16),
  })
  figure({
    ...say(
      'contacts, as a common name is typed (ms)',
      await median(() => api.community.find({ text: 'محمد', kind: null, limit: 20 }), 3),
      raw,
    ),
    ...upTo(16),
  })
  if (process.argv.includes('--proof')) {
    const before = process.memoryUsage.rss()
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
    const began = performance.now()
    const verdicts = await api.register.verify({ registerId: filter.registerId, year: 2026 })
    clearInterval(watch)
    if (verdicts.some((v) => v.result !== 'whole')) throw new Error(JSON.stringify(verdicts))
    figure({
      ...said,
      what: `proof of ${entries}: the whole process at its most (MB)`,
      value: most / 1e6,
      aim: '<= 300 MB',
      met: (v) => v <= 300,
    })
    figure({ ...said, what: `proof of ${entries}: time (s)`, value: (performance.now() - began) / 1000 })
  }
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
