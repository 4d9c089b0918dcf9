import { AppError } from '../../contract/errors'
import type { Looked } from '../../contract/exchange'
import { can, type Actor } from '../../contract/permissions'
import { asAppError } from '../../db/core/errors'
import type { Reader } from '../../db/core/sql'
import { allPartners, capsulesKept, type CapsuleRow, type Partner } from '../../db/exchange/capsules'
import { rowFields } from '../../db/outbox/rows'
import { maySee } from '../../db/visibility/sight'
import { keptIdOf } from '../../domain/exchange/capsule'
import { fingerprintOf } from '../../domain/trust/lineage'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'
import { proven, understood, type Proven, type Read } from './reading'
import { fitting } from './schema'

/** Files somebody chose, as they were when they were looked at; nothing of them is kept but in memory. */
export type Opened = { read: Read; accepted: boolean; byId: string }
const opened = new WeakMap<Desk, Map<string, Opened>>()
const MOST = 4_000

export function openedBy(desk: Desk, actor: Actor, token: string): Opened {
  const found = opened.get(desk)?.get(token)
  if (found?.byId !== actor.userId) throw new AppError('import-gone')
  return found
}

function keep(desk: Desk, one: Opened): string {
  const known = opened.get(desk) ?? new Map<string, Opened>()
  opened.set(desk, known)
  const token = desk.newId()
  known.set(token, one)
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
  return token
}

type Here = { own: string | null; partners: readonly Partner[] }
export const hereOf = async (read: Reader, desk: Desk): Promise<Here> => {
  const root = (await rowFields(read, 'office', desk.office.id))?.['rootKey']
  return { own: typeof root === 'string' ? root : null, partners: await allPartners(read) }
}

/** Whether that office was accepted. @throws capsule-other-key: its letters came under another key until now */
function believed({ partners, own }: Here, { officeId, root, file }: Proven, desk: Desk): boolean {
  if (officeId === desk.office.id) {
    if (root !== own) throw new AppError('capsule-other-key', { name: file })
    return true
  }
  const partner = partners.find(({ id }) => id === officeId)
  if (partner && partner.rootKey !== root) throw new AppError('capsule-other-key', { name: file })
  return partner?.active === true
}

/** Looks at each file and says what it would become; nothing is written, and what one of them is keeps no other back. */
export async function lookAt(desk: Desk, actor: Actor, paths: readonly string[], work: Work): Promise<Looked[]> {
  const here = await hereOf(desk.db.read, desk)
  const looked: (Looked | Proven)[] = []
  for (const [done, path] of paths.entries()) {
    work.signal.throwIfAborted()
    work.progress('reading', done, paths.length)
    looked.push(await proven(path).catch((error: unknown) => refused(desk, path, error)))
  }
  const sound = looked.filter((one): one is Proven => 'xml' in one)
  const fit = new Map((await fitting(sound.map(({ xml }) => xml))).map((fits, i) => [sound[i], fits]))
  const said: Looked[] = []
  for (const one of looked) {
    if (!('xml' in one)) {
      said.push(one)
      continue
    }
    try {
      if (!fit.get(one)) throw new AppError('capsule-invalid', { name: one.file })
      const accepted = believed(here, one, desk)
      said.push(await saying(desk, actor, here, understood(one), accepted))
    } catch (error) {
      said.push(refused(desk, one.path, error))
    }
  }
  return said
}

const nothing = {
  accepted: false,
  names: null,
  fingerprint: null,
  number: null,
  date: null,
  subject: null,
  level: null,
}
function refused(desk: Desk, path: string, error: unknown): Looked {
  const known = asAppError(error)
  if (!(known instanceof AppError)) throw known
  const file = path.split(/[\\/]/).at(-1) ?? ''
  const reason = { code: known.code, ...(known.params && { params: known.params }) }
  return { token: desk.newId(), file, state: 'refused', reason, ...nothing, documents: 0, entry: null }
}

async function saying(desk: Desk, actor: Actor, here: Here, read: Read, accepted: boolean): Promise<Looked> {
  const { capsule, root, file } = read
  const { state, rows } = await standing(desk.db.read, desk, here, read)
  const { letter, acknowledges } = capsule
  const token = keep(desk, { read, accepted, byId: actor.userId })
  return {
    ...{ token, file, state, reason: null, accepted },
    ...{ names: capsule.office.names, fingerprint: fingerprintOf(root) },
    number: letter?.number ?? acknowledges?.number ?? null,
    date: letter?.date ?? acknowledges?.date ?? null,
    ...{ subject: letter?.subject ?? null, level: letter?.level ?? null, documents: letter?.documents.length ?? 0 },
    entry: await entryShown(desk.db.read, actor, rows),
  }
}

/** What a file is to this office now. @throws capsule-unasked: it acknowledges what never left here */
export async function standing(
  read: Reader,
  desk: Desk,
  { own }: Here,
  { capsule, root, officeId, sha256, file }: Read,
): Promise<{ state: Looked['state']; rows: CapsuleRow[] }> {
  const { acknowledges, letter } = capsule
  if (officeId === desk.office.id) return { state: 'own', rows: [] }
  if (acknowledges) {
    const rows = own === null ? [] : await capsulesKept(read, keptIdOf(own, acknowledges.capsule), 'out')
    if (rows.length === 0) throw new AppError('capsule-unasked', { name: file })
    return { state: rows.some(({ ackAt }) => ackAt === null) ? 'acknowledgement' : 'acknowledged', rows }
  }
  if (!letter) return { state: 'office', rows: [] }
  const rows = await capsulesKept(read, keptIdOf(root, capsule.id), 'in')
  if (rows.length === 0) return { state: 'new', rows }
  return { state: rows.some((row) => row.sha256 === sha256) ? 'known' : 'revised', rows }
}

/** A2: the entry is named to who may see it. */
export async function entryShown(
  read: Reader,
  actor: Actor,
  rows: readonly Pick<CapsuleRow, 'entryId'>[],
): Promise<Looked['entry']> {
  const [first] = rows
  if (!first || !can(actor, 'register:read') || !(await maySee(read, actor, 'entry', first.entryId))) return null
  const numberText = (await rowFields(read, 'entry', first.entryId))?.['numberText']
  return { id: first.entryId, numberText: String(numberText) }
}
