import { AppError } from '../../contract/errors'
import type { ImportOutcome, ImportPlan } from '../../contract/imports'
import type { Actor } from '../../contract/permissions'
import { isTranscribing, sealTranscribing } from '../../db/imports/transcribing'
import { TRANSCRIBED } from '../../domain/sync/knows'
import { entryTime } from '../../domain/register/clock'
import type { PaperLine } from '../../domain/imports/line'
import { zoneOf } from '../../domain/text/zone'
import { stampOf, type Desk } from '../desk'
import type { Work } from '../jobs/work'
import { checkStanding } from '../register/books'
import { clockOf } from '../register/clock'
import { assertHeard } from '../register/resuming'
import { addressOf, knownThere } from '../sync/server-known'
import { Cards } from './cards'
import { eachRow, factsOf, Years } from './checking'
import { reading, type Opened } from './opened'
import { keepPlan } from './plans'
import { asOne, undoImport } from './undoing'
import { Transcriber } from './writing'

/** What is written in one transaction, and sent as one change: a clerk's entry waits behind at most this. */
const PIECE = { lines: 250, characters: 300_000 }

/**
 * Transcribes a paper book that was looked at: whole, or not at all. Until the last piece is in, what was written can be taken back and
 * nothing of it is sent; stopped, refused by the disk or killed, it is undone (ADR 029).
 * @throws clock-jumped · import-changed · import-server-older · import-underway · register-unheard · code-taken · cancelled
 */
export async function runImport(
  desk: Desk,
  actor: Actor,
  file: Opened,
  input: { plan: ImportPlan; sha256: string; confirmDate?: string | undefined },
  work: Work,
): Promise<ImportOutcome> {
  const { plan, sha256 } = input
  const said = { said: clockOf(desk), claimed: desk.clock.now(), lastAt: 0, confirmed: input.confirmDate }
  const time = entryTime({ ...said, zone: zoneOf(desk.office) })
  const jump = desk.clock.jumpMs()
  // The key of whoever decided, for all of it: the window may be locked meanwhile.
  const stamp = stampOf(desk, actor, time.at)
  await assertReady(desk, plan)
  return reading(file, async (sheet) => {
    const facts = await factsOf(desk, file, plan)
    checkStanding(facts.register)
    const changed = async (): Promise<boolean> => (await sheet.sha256(work.signal)) !== sha256
    if (await changed()) throw new AppError('import-changed', { name: file.name })
    const years = new Years()
    let refused = 0
    const rows = await eachRow(sheet, plan, facts, work, {
      line: (line) => years.add(line),
      refused: () => void refused++,
    })
    const numbers = new Map(years.said().map(({ year, ...paper }) => [year, paper]))
    const clockSaid = time.claimed === time.at ? null : time.claimed
    const source = { name: file.name, sha256, refused, numbers, clockSaid }
    const transcriber = new Transcriber(desk, plan.registerId, source, await Cards.read(desk.db.read, actor), stamp)
    const write = pieces(transcriber, (done) => work.progress('lines', done, rows - refused))
    return asOne(desk, async () => {
      try {
        await eachRow(
          sheet,
          plan,
          facts,
          { ...work, progress: () => undefined },
          { line: write.add, refused: () => undefined },
        )
        await write.rest()
        if (await changed()) throw new AppError('import-changed', { name: file.name })
        work.signal.throwIfAborted()
        await desk.db.write(async (tx) => {
          await sealTranscribing(tx)
          await keepPlan(tx, file.headings, plan)
        })
      } catch (error) {
        // The vault closes: it is undone when it is opened next.
        if (!(error instanceof AppError && error.code === 'signed-out')) await undoImport(desk)
        throw error
      }
      desk.believed = { at: time.at, jumpMs: jump }
      tell(desk, plan.registerId)
      const books = [...transcriber.books.values()].flatMap(({ id: bookId, year }) => {
        const paper = numbers.get(year)
        return paper ? [{ bookId, year, ...paper }] : []
      })
      return { books: books.sort((a, b) => a.year - b.year), cards: transcriber.cards, refused }
    })
  })
}

async function assertReady(desk: Desk, plan: ImportPlan): Promise<void> {
  const { read } = desk.db
  await desk.db.write((tx) => assertHeard(tx))
  if (!plan.columns.includes('date') || !plan.columns.includes('subject'))
    throw new AppError('invalid-input', { field: 'columns' })
  // An earlier one that was cut is still being taken back.
  if (await isTranscribing(read)) throw new AppError('import-underway')
  if ((await addressOf(read)) && !(await knownThere(read)).includes(TRANSCRIBED))
    throw new AppError('import-server-older')
}

/** Gathers lines until a piece is full. */
function pieces(to: Transcriber, wrote: (done: number) => void) {
  let lines: PaperLine[] = []
  let characters = 0
  let done = 0
  const rest = async (): Promise<void> => {
    if (lines.length === 0) return
    const piece = lines
    ;[lines, characters] = [[], 0]
    await to.write(piece)
    wrote((done += piece.length))
  }
  const add = async (line: PaperLine): Promise<void> => {
    lines.push(line)
    characters += 400 + (line.subject?.length ?? 0) + line.notes.length
    if (lines.length >= PIECE.lines || characters >= PIECE.characters) await rest()
  }
  return { add, rest }
}

function tell(desk: Desk, registerId: string): void {
  desk.emit('register', 'changed', { ids: [registerId] })
  desk.emit('community', 'changed', { ids: [] })
  desk.emit('office', 'changed', {})
  desk.emit('sync', 'changed', { phase: 'idle' })
}
