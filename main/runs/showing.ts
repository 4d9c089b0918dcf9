import { AppError } from '../../contract/errors'
import type { LetterState } from '../../contract/letters'
import { can, type Actor } from '../../contract/permissions'
import type { Run, RunLetter, RunRow } from '../../contract/runs'
import type { Names } from '../../contract/values'
import {
  answeredOf,
  lettersOfRun,
  planRow,
  runsOf,
  seenRun,
  standingOf,
  type RunRecord,
  type Standing,
} from '../../db/runs/runs'
import { personById } from '../../db/session/people'
import type { Desk } from '../desk'
import { issuingBooks } from '../letters/issuing-book'
import { addresseeOf } from './outcome'

const PAGE = 100
const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }

/** A2: a hidden run is not found. */
export async function theRun(desk: Desk, actor: Actor, id: string): Promise<RunRecord> {
  const run = await seenRun(desk.db.read, actor, id)
  if (!run) throw new AppError('not-found')
  return run
}

export async function listRuns(
  desk: Desk,
  actor: Actor,
  after: { createdAt: number; id: string } | undefined,
): Promise<{ rows: RunRow[]; more: boolean }> {
  const found = await runsOf(desk.db.read, actor, { after, limit: PAGE + 1 })
  const rows = found.slice(0, PAGE)
  const standing = await standingOf(
    desk.db.read,
    actor,
    rows.map(({ id }) => id),
  )
  return { rows: rows.map((row) => ({ ...row, standing: counted(standing, row.id) })), more: found.length > PAGE }
}

function counted(standing: readonly Standing[], id: string): RunRow['standing'] {
  const of = (state: LetterState): number =>
    standing.filter((one) => one.runId === id && one.state === state).reduce((sum, { n }) => sum + n, 0)
  return {
    ...{ draft: of('draft'), submitted: of('submitted'), returned: of('returned') },
    ...{ signed: of('signed'), issued: of('issued'), void: of('void') },
  }
}

export async function getRun(desk: Desk, actor: Actor, id: string): Promise<Run> {
  const { read } = desk.db
  const run = await theRun(desk, actor, id)
  const found = await standingOf(read, actor, [id])
  const standing = counted(found, id)
  const books = await issuingBooks(read)
  const writer = await personById(read, run.createdById)
  const isMine = run.createdById === actor.userId
  return {
    ...{
      id,
      name: run.name,
      createdAt: run.createdAt,
      level: run.level as Run['level'],
      total: run.total,
      left: run.left,
    },
    createdByNames: writer?.names ?? NOBODY,
    standing,
    printed: found.reduce((sum, { printed }) => sum + printed, 0),
    answered: await answeredOf(read, actor, id),
    circular: run.kind === 'circular',
    maySign: can(actor, 'letters:sign') && (desk.office.ownApprovalAllowed || !isMine),
    mayIssue: can(actor, 'letters:issue'),
    issuesHere: books.some(({ holderId }) => holderId === desk.device.id),
    mayGoOn: isMine && (await planRow(read, actor.userId, id)) !== undefined,
  }
}

export async function lettersPage(
  desk: Desk,
  actor: Actor,
  { id, after, state }: { id: string; after?: number | undefined; state?: LetterState | undefined },
): Promise<{ rows: RunLetter[]; more: boolean; ids: string[] }> {
  await theRun(desk, actor, id)
  const found = await lettersOfRun(desk.db.read, actor, id, { after, states: state && [state], limit: PAGE + 1 })
  const rows = found.slice(0, PAGE).map((letter) => ({
    ...{ id: letter.id, place: letter.place, addressee: addresseeOf(letter), state: letter.state },
    ...{ numberText: letter.numberText, cancelled: letter.cancelled, answered: letter.answered },
  }))
  return { rows, more: found.length > PAGE, ids: rows.map(({ id: letterId }) => letterId) }
}
