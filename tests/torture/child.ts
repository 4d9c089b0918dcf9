import { mkdtempSync, readdirSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import { sql } from '../../db/core/sql'
import { entryInput, logIn, PASSWORD, startDesk, type TestClock, type TestDesk } from '../fixtures/office'
import { csvFile, imported, paperRows } from '../fixtures/sheets'
import { dueClass, writesBeside } from './beside'
import { pick, random } from './random'
import { lineOf, LOGIN, SECOND, type Said } from './said'

/** A clerk at a desk that somebody will kill: goes on until then. Arguments: folder of the office, of scans to stage, seed. */
const [folder = '', scans = '', seed = '1'] = process.argv.slice(2)
const next = random(Number(seed))

const say = (said: Parameters<typeof lineOf>[0]): void => void writeSync(1, lineOf(said))

/** The refusals of an ordinary day. */
const USUAL = [
  'already-cancelled',
  'no-book',
  'stale',
  'not-found',
  'server-unreachable',
  'own-entry-cancel',
  'answers-cancelled',
  // D4: what is inside is nobody's to describe.
  'envelope-sealed',
  // What a kill cut is being taken back.
  'import-underway',
  // Nothing was heard of the server yet.
  'import-server-older',
  'day-closed',
  'day-not-over',
  // Listed already, or held.
  'not-due',
  'disposal-held',
  'post-number-used',
]

async function does(what: Said['what'], id: string, value: string, work: () => Promise<unknown>): Promise<void> {
  say({ kind: 'try', what, id, value })
  try {
    const answered = await work()
    say({ kind: 'ack', what, id, value: typeof answered === 'string' ? answered : value })
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unexpected'
    if (!USUAL.includes(code)) throw error
    say({ kind: 'refused', what, id, code })
  }
}

/** @param paper also those of a transcribed book */
async function someEntry(desk: TestDesk, paper = true): Promise<string | null> {
  const rows = await sql(desk.app.session.desk.db.read).all<{ id: string }>(
    `SELECT id FROM entry WHERE letterId IS NULL ${paper ? '' : 'AND paperNumber IS NULL '}ORDER BY seq DESC LIMIT 12`,
  )
  return rows.length === 0 ? null : pick(next, rows).id
}

async function beside(desk: TestDesk): Promise<void> {
  const some = async (where: string, most: number): Promise<string[]> => {
    const rows = await sql(desk.app.session.desk.db.read).all<{ id: string }>(
      `SELECT id FROM entry WHERE cancelledAt IS NULL AND ${where} ORDER BY registeredAt DESC LIMIT 12`,
    )
    const from = Math.floor(next() * rows.length)
    return rows.slice(from, from + most).map(({ id }) => id)
  }
  await writesBeside(desk, next(), some, (id, value, work) =>
    does('beside', id, value, async () => void (await work())),
  )
}

async function registers(desk: TestDesk, withScan: boolean): Promise<void> {
  const fileIds: string[] = []
  if (withScan) {
    const path = join(scans, pick(next, readdirSync(scans)))
    const staged = await desk.api.documents.stage({ path })
    // Staged and let go again, as when the wrong paper lay on the glass.
    if (next() < 0.25) return void (await desk.api.documents.discard({ id: staged.id }))
    fileIds.push(staged.id)
  }
  const classId = next() < 0.3 ? await dueClass(desk) : null
  const input = await entryInput(desk, {
    letterDate: null,
    fileIds,
    classId,
    subject: `طلب رقم ${Math.floor(next() * 1e6)}`,
  })
  await does(
    withScan ? 'scan' : 'register',
    input.id,
    '',
    async () => (await desk.api.register.register(input)).numberText,
  )
}

async function answers(desk: TestDesk): Promise<void> {
  const entryId = await someEntry(desk)
  if (!entryId) return
  const id = desk.app.session.desk.newId()
  await does('letter', id, '', async () => {
    const letter = await desk.api.letters.reply({ id, entryId, secondLanguage: 'fr' })
    const content = {
      ...letter,
      addressee: { ar: 'إلى السيدة', other: 'À Madame' },
      subject: { ar: 'جواب', other: 'Réponse' },
      paragraphs: letter.paragraphs.map((p) => ({ ...p, ar: 'نص', other: 'texte' })),
    }
    await desk.api.letters.save({ id, content, basedOn: letter.updatedAt })
    await desk.api.letters.submit({ id })
    const { hash } = await desk.api.letters.preview({ id })
    await desk.api.letters.sign({ id, seenHash: hash })
  })
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  await does('issue', id, '', async () => {
    const { numberText } = await desk.api.letters.issue({ id, unitId, channel: 'post' })
    return numberText ?? ''
  })
}

/** One text to twenty people: what a kill cut is made, signed and numbered further in another life. */
async function merges(desk: TestDesk): Promise<void> {
  const { api } = desk
  const left = (await api.runs.list({})).rows.find(({ standing: of }) => of.submitted + of.signed > 0)
  const cut = (await api.runs.plans({})).find(({ begun }) => begun)
  const id = cut?.id ?? left?.id ?? desk.app.session.desk.newId()
  if (!cut && !left) {
    const text = ['name;address', ...Array.from({ length: 20 }, (_, i) => `Association ${i};rue ${i}`)].join('\n')
    const path = join(mkdtempSync(join(tmpdir(), 'diwan-run-')), 'list.csv')
    writeFileSync(path, text)
    const { id: fileId, columns } = await api.runs.open({ path })
    const template = (await api.templates.list({})).find(({ names }) => names.en === 'Invitation')
    const { body } = await api.templates.get({ id: template?.id ?? '' })
    const filled = JSON.parse(JSON.stringify(body).replaceAll('………', '1')) as typeof body
    await api.runs.plan({
      ...{ id, name: 'x', templateId: template?.id ?? '', body: filled, secondLanguage: 'fr', byPost: false },
      ...{
        addressForm: { rank: 'unknown', woman: false },
        signerTitle: { ar: 'المدير', other: 'Le directeur' },
        list: { kind: 'sheet', fileId, columns },
      },
    })
  }
  const unitId = (await api.office.get({})).units[0]?.id ?? ''
  await does('run', id, '', async () => {
    if (!left || cut) await api.runs.make({ id })
    const { count, digest } = await api.runs.toSign({ id })
    if (count > 0) await api.runs.sign({ id, digest })
    await api.runs.issue({ id, unitId, channel: 'post' })
    return String((await api.runs.get({ id })).standing.issued)
  })
}

/** A paper register of its own each time; it comes in whole, or the kill leaves nothing of it. */
async function imports(desk: TestDesk): Promise<void> {
  const name = desk.app.session.desk.newId()
  const lines = 50 + Math.floor(next() * 1_500)
  const path = csvFile(
    mkdtempSync(join(tmpdir(), 'diwan-paper-')),
    paperRows(lines, 1, 1960 + Math.floor(next() * 40)),
    `${name}.csv`,
  )
  await does('import', name, String(lines), async () => {
    await imported(desk, path)
  })
}

/** The day is closed, opened again by two, or goes on in duty sessions, each closed before the next: work never stops for long. */
async function closes(desk: TestDesk): Promise<void> {
  const book = (await desk.api.closing.books({})).find(({ heldHere }) => heldHere)
  if (!book) return
  const { id: bookId, today, session, newest } = book
  const head = async (): Promise<string> => (await desk.api.closing.sheets({ bookId }))[0]?.head ?? ''
  if (session) await does('close', bookId, '', () => desk.api.closing.closeSession({ bookId }).then(head))
  else if (newest !== null && next() < 0.4) {
    const again = { bookId, closing: newest, reason: 'سهو', login: SECOND, password: PASSWORD }
    return does('close', bookId, '', () => desk.api.closing.reopen(again).then(() => ''))
  } else await does('close', bookId, '', () => desk.api.closing.closeDays({ bookId, through: today }).then(head))
  if (next() < 0.7)
    await does('close', bookId, '', () => desk.api.closing.openSession({ bookId, reason: 'مداومة' }).then(() => ''))
}

/** Somebody stands at the counter: a receipt, or one more of it. */
async function hands(desk: TestDesk): Promise<void> {
  const entryId = await someEntry(desk, false)
  if (!entryId) return
  const id = desk.app.session.desk.newId()
  await does('receipt', id, entryId, async () => {
    if ((await desk.api.receipts.list({ entryId })).length > 0) await desk.api.receipts.again({ id, entryId })
    else await desk.api.receipts.issue({ id, entryId, depositor: 'Khadija', deadline: null })
  })
}

let steps = 0
async function step(desk: TestDesk): Promise<void> {
  // A letter first, in one life of four: it needs a long one.
  if (steps++ === 1 && next() < 0.25) return answers(desk)
  if (next() < 0.03) return imports(desk)
  const roll = next()
  if (roll < 0.3) return registers(desk, false)
  if (roll < 0.42) return beside(desk)
  if (roll < 0.6) return registers(desk, true)
  if (roll < 0.63) return answers(desk)
  if (roll < 0.64) return merges(desk)
  if (roll < 0.68) return closes(desk)
  if (roll < 0.7) return hands(desk)
  if (roll < 0.75) return does('sync', '', '', () => desk.api.sync.tryNow({}))
  const id = await someEntry(desk)
  if (!id) return
  const value = `صفحة ${Math.floor(next() * 1e9)}`
  if (roll < 0.92)
    return does('correct', id, value, async () => {
      await desk.api.register.correct({ id, field: 'notes', value, reason: 'سهو' })
    })
  return does('cancel', id, '', async () => {
    await desk.api.register.cancel({ id, reason: 'سجل مرتين' })
  })
}

async function run(): Promise<void> {
  const clock: TestClock = { at: 0, jump: 0, now: Date.now, jumpMs: () => 0, tick: () => undefined }
  const desk = startDesk({ folder, clock, line: { automatic: false, timing: { connectMs: 2_000, idleMs: 4_000 } } })
  await logIn(desk, LOGIN)
  say({ kind: 'ready', what: 'ready' })
  for (;;) await step(desk)
}

run().catch((error: unknown) => {
  console.error(error)
  process.exit(3)
})
