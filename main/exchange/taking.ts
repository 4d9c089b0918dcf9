import { letterLanguages } from '../../contract/parties'
import { AppError } from '../../contract/errors'
import type { Taken } from '../../contract/exchange'
import type { Actor } from '../../contract/permissions'
import type { EntryFile } from '../../contract/register'
import type { Names } from '../../contract/values'
import { contactById } from '../../db/community/contacts'
import { dropTaken, keepTaken } from '../../db/exchange/capsules'
import { fileNameFor } from '../../domain/documents/names'
import { entryIdOf, keptIdOf, type CapsuleLetter } from '../../domain/exchange/capsule'
import { nameIn, words } from '../../domain/words'
import { saveContact } from '../community/contacts'
import type { Desk } from '../desk'
import { stageContent } from '../documents/documents'
import { discardStaged } from '../documents/staging'
import { Cards } from '../imports/cards'
import { languageOf } from '../session/preferences'
import type { TakenOf } from './claiming'
import { hereOf, openedBy, standing, type Opened } from './opened'
import { extract, proven, understood, type Read } from './reading'

/** A form nobody registered in a month is made anew from its file. */
const KEPT = 30 * 86_400_000

/**
 * Takes the scans of a letter in and gives what its form begins with. The file is read again and must be what was looked at. What fails
 * leaves nothing: the scans that were taken in go again.
 * @throws capsule-altered · capsule-known { number } · what is wrong with a scan
 */
export async function take(desk: Desk, actor: Actor, token: string, registerId: string, cards?: Cards): Promise<Taken> {
  const read = await again(openedBy(desk, actor, token))
  const { letter, office, id: capsuleId } = read.capsule
  const { state } = await standing(desk.db.read, desk, await hereOf(desk.db.read, desk), read)
  if (!letter || state !== 'new') throw new AppError('capsule-known')
  const keptId = keptIdOf(read.root, capsuleId)
  const id = entryIdOf(keptId, desk.device.id)
  const files = await takeScans(desk, actor, read, letter)
  try {
    const correspondent = await cardOf(desk, actor, office.names, cards ?? (await Cards.read(desk.db.read, actor)))
    const taken: TakenOf = { keptId, capsuleId, officeId: office.id, officeNames: office.names, sha256: read.sha256 }
    const now = desk.clock.now()
    await desk.db.write(async (tx) => {
      await dropTaken(tx, now - KEPT)
      await keepTaken(tx, id, JSON.stringify(taken), now)
    })
    return {
      ...{ id, registerId, correspondent, files },
      ...{ reference: letter.number, letterDate: letter.letterDate ?? letter.date, subject: letter.subject },
      ...{ urgency: letter.urgency, level: letter.level },
      languages: letterLanguages.filter((one) => letter.languages.includes(one)),
      ...{ enclosureCount: letter.enclosureCount, enclosures: letter.enclosures },
      notes: copiesIn(letter, await languageOf(desk.db.read, actor)),
    }
  } catch (error) {
    await forget(desk, actor, files)
    throw error
  }
}

export const forget = async (desk: Desk, actor: Actor, files: readonly EntryFile[]): Promise<void> => {
  for (const { id } of files) await discardStaged(desk, actor, id)
}

async function again({ read }: Opened): Promise<Read> {
  const now = understood(await proven(read.path))
  if (now.sha256 !== read.sha256) throw new AppError('capsule-altered', { name: read.file })
  return now
}

async function takeScans(desk: Desk, actor: Actor, read: Read, { documents }: CapsuleLetter): Promise<EntryFile[]> {
  const files: EntryFile[] = []
  try {
    for (const [i, { name, mediaType, sha256 }] of documents.entries()) {
      const bytes = await extract(read, i, sha256)
      files.push(await stageContent(desk, actor, fileNameFor(name, mediaType), { bytes, sha256 }))
    }
    return files
  } catch (error) {
    await forget(desk, actor, files)
    throw error
  }
}

/** The card of that office: the one of its name in either script, or a new one. */
async function cardOf(desk: Desk, actor: Actor, names: Names, cards: Cards): Promise<Taken['correspondent']> {
  const latin = names.fr || names.en || names.es
  const known = cards.idOf(names.ar) ?? (latin ? cards.idOf(latin) : undefined)
  const card = known === undefined ? undefined : await contactById(desk.db.read, actor, known)
  if (card) return { id: card.id, nameAr: card.nameAr.full, nameLatin: card.nameLatin.full }
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const blank = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  const id = desk.newId()
  const made = { id, kind: 'entity' as const, nameAr: name(names.ar), nameLatin: name(latin), ...blank }
  await saveContact(desk, actor, made)
  for (const one of [names.ar, latin]) if (one) cards.learn(one, id)
  return { id, nameAr: names.ar, nameLatin: latin }
}

/** Who else had it stands in the notes: they are names of another office, and no cards of ours. */
function copiesIn({ parties }: CapsuleLetter, language: keyof typeof words): string {
  const copies = parties.flatMap(({ role, names }) => (role === 'copy' ? [nameIn(names, language)] : []))
  return copies.length === 0 ? '' : `${words[language].print.parties.copy}: ${copies.join(' · ')}`.slice(0, 4000)
}
