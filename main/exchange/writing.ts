import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { partyRoles, type NamedParty, type PartyRole } from '../../contract/parties'
import type { Entry } from '../../contract/register'
import { languages, type Names } from '../../contract/values'
import { personById } from '../../db/session/people'
import { capsuleIdOf, documentPath, mayLeave, MOST_BYTES, signedText, Capsule } from '../../domain/exchange/capsule'
import { capsuleXml } from '../../domain/exchange/xml'
import { nameFor } from '../../domain/community/name'
import type { Lineage } from '../../domain/trust/lineage'
import { sha256 } from '../../domain/hash'
import type { Desk } from '../desk'
import { visibleFile } from '../documents/documents'
import { writeWhole } from '../lists/whole-file'
import { getEntry } from '../register/reading'
import { fitting } from './schema'
import { writeZip, type Content } from './zip'

/** A capsule before it is a file: its text, and which scans lie beside it. */
export type Written = { capsule: Capsule; xml: string; sha256: string; files: Entry['files'] }

/** What leaves of an entry. @throws capsule-level · already-cancelled · file-too-large · capsule-invalid */
export async function letterOf(desk: Desk, actor: Actor, id: string): Promise<Written & { entry: Entry }> {
  const entry = await getEntry(desk, actor, id)
  const { numberText } = entry
  if (entry.status === 'cancelled') throw new AppError('already-cancelled', { number: numberText })
  if (!mayLeave(entry.level) || entry.subject === null) throw new AppError('capsule-level', { number: numberText })
  const files = entry.files.filter((file) => file.replacedById === null)
  const sizeMb = Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1_000_000)
  const limitMb = MOST_BYTES / 1_000_000
  if (sizeMb > limitMb) throw new AppError('file-too-large', { name: numberText, sizeMb, limitMb })
  const reader = entry.level === 'ordinary' ? undefined : await personById(desk.db.read, actor.userId)
  const first: PartyRole = entry.kind === 'incoming' ? 'sender' : 'addressee'
  const capsule = Capsule.safeParse({
    id: capsuleIdOf(desk.office.id, id),
    office: { id: desk.office.id, names: desk.office.names },
    handedBy: reader?.names.ar ?? null,
    letter: {
      ...{ number: numberText, date: entry.businessDate, level: entry.level, urgency: entry.urgency },
      ...{ letterDate: entry.letterDate, reference: entry.reference, subject: entry.subject },
      languages: entry.languages ?? [],
      parties: [
        ...(entry.correspondent ? [{ role: first, names: namesOf(entry.correspondent) }] : []),
        ...entry.named.filter(isKnown).map(({ role, names }) => ({ role, names })),
      ],
      ...{ enclosureCount: entry.enclosureCount, enclosures: entry.enclosures },
      documents: files.map(({ name, mediaType, size, sha256: hash }) => ({ name, mediaType, size, sha256: hash })),
    },
    acknowledges: null,
  })
  if (!capsule.success) throw new AppError('capsule-invalid', { name: numberText })
  return { ...written(capsule.data), files, entry }
}

const isKnown = (party: NamedParty): boolean => partyRoles.some((role) => role === party.role)
const namesOf = (card: { nameAr: string; nameLatin: string }): Names =>
  Object.fromEntries(languages.map((one) => [one, nameFor(card, one).name])) as Names

export function written(capsule: Capsule): Omit<Written, 'files'> {
  const xml = capsuleXml(capsule)
  return { capsule, xml, sha256: sha256(xml) }
}

/** What the schema does not pass does not leave. */
export async function passed<T extends { xml: string }>(all: readonly T[]): Promise<boolean[]> {
  return fitting(all.map(({ xml }) => xml))
}

/** The file appears whole or not at all. */
export const writeCapsule = (
  path: string,
  desk: Desk,
  actor: Actor,
  { xml, sha256: hash, files }: Pick<Written, 'xml' | 'sha256' | 'files'>,
  lineage: Lineage,
): Promise<void> =>
  writeWhole(path, async (file) => {
    const signature = JSON.stringify({ signature: desk.device.sign(signedText(hash)), lineage })
    const contents: Content[] = [
      { name: 'capsule.xml', bytes: [Buffer.from(xml)] },
      { name: 'signature.json', bytes: [Buffer.from(signature)] },
      ...files.map((one, i) => ({ name: documentPath(i), bytes: scan(desk, actor, one.id) })),
    ]
    await writeZip(file, contents)
  })

async function* scan(desk: Desk, actor: Actor, id: string): AsyncGenerator<Buffer> {
  const { sha256: hash, fileKey, size } = await visibleFile(desk, actor, id)
  yield* desk.files.read(hash, fileKey, size)
}
