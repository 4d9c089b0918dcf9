import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { sql } from '../../db/core/sql'
import { keepIndex } from '../../main/community/indexing'
import { addUser, closeDesks, logIn, officeDesk } from '../fixtures/office'
import { figure, numberAsked } from './figures'
import { DATA, namings, seeded, written } from './people'

/**
 * Persons found by another spelling through the service and the encrypted database, as a clerk finds them: cards in one script, asked for
 * in the other or by another hand, whole or without a part. The peer is the search by the words as they are written.
 */
async function run(): Promise<void> {
  if (!existsSync(DATA)) return console.error('The words of names are not beside the project: nothing was measured.')
  const persons = numberAsked('persons', 1_000_000)
  const desk = await officeDesk()
  await addUser(desk, 'amina', ['clerk'])
  await logIn(desk, 'amina')
  const { desk: open, actor } = desk.app.session
  const [random, naming] = [seeded(10), namings()]
  const asked: { text: string; id: string }[] = []
  const PIECE = 10_000
  let began = performance.now()
  for (let from = 0; from < persons; from += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, persons - from) }, (_, i) => {
      const id = `0192f000-0000-7000-8000-${(from + i).toString(16).padStart(12, '0')}`
      const [who, script] = [naming(random), random() < 0.5 ? ('ar' as const) : ('latin' as const)]
      const [full, none] = [{ given: '', father: '', family: '', maiden: '', full: written(random, who, script) }, '']
      if ((from + i) % Math.ceil(persons / 1000) === 0) {
        const other = random() < 0.7 ? (script === 'ar' ? 'latin' : 'ar') : script
        const said = written(random, random() < 0.3 ? { ...who, father: null } : who, other)
        asked.push({ id, text: random() < 0.3 ? said.split(' ').reverse().join(' ') : said })
      }
      const empty = { given: '', father: '', family: '', maiden: '', full: none }
      return [id, script === 'ar' ? full : empty, script === 'ar' ? empty : full, from + i]
    })
    await open.db.write((tx) =>
      sql(tx).run(
        `INSERT INTO contact (id, kind, nameAr, nameLatin, description, phone, email, address, city, countryCode, notes, createdAt)
         SELECT value ->> 0, 'person', value -> 1, value -> 2, '', '', '', '', '', '', '', value ->> 3 FROM json_each(?)`,
        [JSON.stringify(rows)],
      ),
    )
  }
  console.error(`${persons} rows after ${Math.round(performance.now() - began) / 1000} s`)
  began = performance.now()
  await open.db.write((tx) => sql(tx).run(`DELETE FROM meta WHERE key = 'names.version'`))
  await keepIndex(open)
  const indexed = (performance.now() - began) / 1000
  began = performance.now()
  await open.names?.ready()
  const ready = performance.now() - began
  const namesOf = async (ids: string[]): Promise<string[]> =>
    (
      await sql(open.db.read).all<{ name: string }>(
        `SELECT (nameAr ->> '$.full') || (nameLatin ->> '$.full') AS name FROM json_each(?) j JOIN contact c ON c.id = j.value ORDER BY j.key`,
        [JSON.stringify(ids)],
      )
    ).map(({ name }) => name)
  const times: number[] = []
  let [first, ten] = [0, 0]
  for (const { text, id } of asked) {
    const start = performance.now()
    const found = (await open.names?.likeliest(actor, text, { most: 10 })) ?? []
    times.push(performance.now() - start)
    const names = await namesOf(found.map((one) => one.id))
    const right = (await namesOf([id]))[0]
    if (names[0] === right) first++
    if (names.includes(right ?? '')) ten++
  }
  const whole: number[] = []
  for (const { text } of asked) {
    const start = performance.now()
    await desk.api.community.find({ text, kind: 'person', limit: 8 })
    whole.push(performance.now() - start)
  }
  const at = (all: number[], share: number): number =>
    [...all].sort((a, b) => a - b)[Math.floor(all.length * share)] ?? 0
  const of = `${persons.toLocaleString('en')} persons in the encrypted database, ${asked.length} asked for by another spelling`
  const say = (what: string, value: number) => ({ bench: 'persons', what: `${of}: ${what}`, value, peer: null })
  figure({ ...say('p95 ms', at(times, 0.95)), aim: '≤ 20 ms', met: (v) => v <= 20 })
  figure(say('median ms', at(times, 0.5)))
  figure(say('slowest ms', at(times, 0.9999)))
  figure({ ...say('the answer a combo gets, p95 ms', at(whole, 0.95)), aim: '≤ 20 ms', met: (v) => v <= 20 })
  figure(say('the answer a combo gets, median ms', at(whole, 0.5)))
  figure(say('called as the right one is, among the first ten', ten / asked.length))
  figure(say('called as the right one is, first', first / asked.length))
  figure(say('indexed in s', indexed))
  figure(say('the words read at the first question, ms', ready))
  figure(say('MB of the process', process.memoryUsage.rss() / 1e6))
  began = performance.now()
  const looked = await desk.api.community.proposals({})
  figure({
    ...say(`looked through for duplicates (${looked.cards} cards), s`, (performance.now() - began) / 1000),
    aim: '≤ 60 s a million',
  })
  await closeDesks()
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
