import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Criteria } from '../../contract/criteria'
import { exportColumns, type ExportFormat } from '../../contract/lists'
import { sql } from '../../db/core/sql'
import { findDocuments } from '../../db/search/search'
import { keepIndex } from '../../main/community/indexing'
import { exportList } from '../../main/lists/export'
import { findIn } from '../../main/register/found'
import { registerLines, registerOutline } from '../../db/register/lines'
import { zoneOf } from '../../domain/text/zone'
import { logIn } from '../fixtures/office'
import { figure, median, numberAsked } from './figures'
import { registerOf } from './register-of'
import { cardOf } from './words'

/**
 * Finding in a large register, as a clerk does it whose clearance hides some: what is typed, letter by letter, beside a LIKE scan of the
 * subjects; spellings of one script beside the card that is meant; narrowed lists and their pages; what is taken along (`--export`).
 */
async function run(): Promise<void> {
  const entries = numberAsked('entries', 1_000_000)
  const desk = await registerOf(entries)
  await logIn(desk, 'amina')
  const { desk: open, actor } = desk.app.session
  const { read } = open.db
  await keepIndex(open)
  const register = (await desk.api.register.registers({})).find((r) => r.kind === 'incoming')
  const filter = { registerId: register?.id ?? '', year: 2026, tab: 'all' as const, text: '' }
  const day = { today: '2026-11-20', zone: zoneOf(open.office) }
  const say = (what: string, value: number, peer: number | null = null) => ({ bench: 'search', what, value, peer })

  const like = await median(() => sql(read).one(`SELECT count(*) FROM entry WHERE subject LIKE '%تقاعد%'`), 3)
  const typed = TYPED(entries).flatMap((text) =>
    Array.from({ length: [...text].length - 1 }, (_, i) => [...text].slice(0, i + 2).join('')),
  )
  const index = await times(typed, (text) => findDocuments(read, actor, text, null, 61))
  const whole = await times(typed, (text) => desk.api.search.everywhere({ text, limit: 60 }))
  const over = { aim: '<= 2 ms', met: (ms: number) => ms <= 2 }
  figure({ ...say(`as it is typed, ${typed.length} questions: the index, p95 (ms)`, at(index, 0.95), like), ...over })
  figure({ ...say('as it is typed: the index, median (ms)', at(index, 0.5), like) })
  figure({ ...say('as it is typed: the answer with its lines, p95 (ms)', at(whole, 0.95), like), ...over })
  figure({
    ...say('a LIKE scan, in searches of that index (median)', like / at(index, 0.5)),
    ...{ aim: '>= 200', met: (ratio: number) => ratio >= 200 },
  })
  const said = (text: string) => desk.api.finding.numbered({ text, registerId: null, year: null })
  const number = await times([String(entries - 1), `${entries - 1}/2026`, '٤١٧'], said)
  figure({ ...say('a number (ms, worst of 3)', at(number, 1), like), ...over })

  let [asked, met] = [0, 0]
  for (let i = 0; i < 300; i++) {
    const full = String((cardOf(i * 7, 0)['nameAr'] as { full: string }).full)
    for (const text of spellings(full)) {
      asked++
      const found = await desk.api.community.find({ text, kind: null, limit: 20 })
      if (found.some((card) => card.nameAr === full)) met++
    }
  }
  figure({ ...say(`P2: spellings of a name that find it, of ${asked}`, met / asked), aim: '1', met: (v) => v === 1 })

  for (const [what, criteria] of NARROWED) {
    const narrowed = { ...filter, criteria }
    let found = await findIn(read, actor, narrowed, day)
    const first = await median(async () => (found = await findIn(read, actor, narrowed, day)), 3)
    figure(say(`narrowed by ${what}, ${found.rows.length} lines: found (ms)`, first, like))
    const page = (offset: number) => registerLines(read, actor, { ...narrowed, offset, limit: 100 }, day, 'ar', found)
    for (const offset of [0, Math.floor(found.rows.length / 2), Math.max(0, found.rows.length - 100)])
      figure({
        ...say(`narrowed by ${what}: page at ${offset} (ms)`, await median(() => page(offset))),
        ...{ aim: '<= 16 ms', met: (ms: number) => ms <= 16 },
      })
    figure(
      say(`narrowed by ${what}: outline (ms)`, await median(() => registerOutline(read, actor, narrowed, day, found))),
    )
  }

  if (process.argv.includes('--export')) {
    const folder = mkdtempSync(join(tmpdir(), 'diwan-export-'))
    for (const format of ['csv', 'xlsx'] as ExportFormat[]) {
      const before = process.memoryUsage.rss()
      let most = before
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
      const began = performance.now()
      const sheet = { columns: [...exportColumns], registerId: filter.registerId, year: 2026, saidFilter: '' }
      const done = await exportList(open, actor, { ...sheet, which: { filter }, format }, async (name) =>
        join(folder, name),
      )
      clearInterval(watch)
      const lines = done?.lines ?? 0
      figure(say(`${format} of ${lines} lines: time (s)`, (performance.now() - began) / 1000))
      figure(say(`${format}: memory beside what was there (MB)`, (most - before) / 1e6))
      figure(say(`${format}: size (MB)`, statSync(join(folder, done?.name ?? '')).size / 1e6))
    }
    rmSync(folder, { recursive: true })
  }
  await desk.close()
}

const TYPED = (entries: number): string[] => [
  ...['محمد الإدريسي', 'فاطمة بوزيان', 'Ahmed Benali', 'تقاعد', 'retraite', 'état civil', 'التعليم', 'العمل الاجتماعي'],
  ...[String(entries - 3), `${Math.floor(entries / 2)}/2026`, 'AML/2026/500', 'bourse', 'أيت علي', 'مراسلة رخصة'],
]

const NARROWED: [string, Criteria][] = [
  ['a month', { registered: { from: '2026-05-01', to: '2026-05-31' } }],
  ['urgency', { urgency: 'urgent' }],
  ['nothing but what stands', { state: 'standing' }],
  ['no answer', { state: 'unanswered' }],
  ['late arrival', { late: true }],
  ['no scan', { scans: 'without' }],
  ['country', { country: 'MA' }],
]

/** P2, within one script: as different hands and keyboards write it. */
const spellings = (text: string): string[] => [
  text,
  text.replace(/[أإآٱ]/g, 'ا'),
  text.replaceAll('ة', 'ه'),
  text.replaceAll('ي', 'ى'),
  text.replace(/(?<=\p{Script=Arabic})(?=\p{Script=Arabic})/u, 'ـ'),
  text.replace(/(?<=\p{Script=Arabic})(?=\p{Script=Arabic})/u, '\u064e'),
  text.replace(/[0-9]/g, (d) => String.fromCharCode(0x660 + Number(d))),
  text.normalize('NFD').toUpperCase(),
  text.replaceAll('ك', 'ک').replaceAll('ي', 'ی'),
]

async function times(texts: readonly string[], ask: (text: string) => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let round = 0; round < 3; round++)
    for (const text of texts) {
      const began = performance.now()
      await ask(text)
      if (round > 0) all.push(performance.now() - began)
    }
  return all.sort((a, b) => a - b)
}
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
