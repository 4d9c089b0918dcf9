import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { allPartners } from '../../db/exchange/capsules'
import { createRow, patchRow } from '../../db/outbox/changes'
import { rowFields } from '../../db/outbox/rows'
import { idFrom } from '../../domain/hash'
import { fingerprintOf } from '../../domain/trust/lineage'
import { stampOf, type Desk } from '../desk'
import { ownLineage } from './lineage'
import { openedBy } from './opened'
import { ENDING, type Choose } from './sending'
import { passed, writeCapsule, written } from './writing'

/** Whose letters are believed, and what this office reads to others. */
export async function offices(desk: Desk) {
  const root = (await rowFields(desk.db.read, 'office', desk.office.id))?.['rootKey']
  const known = await allPartners(desk.db.read)
  return {
    own: typeof root === 'string' ? fingerprintOf(root) : null,
    known: known.map(({ id, names, rootKey, acceptedAt, active }) => ({
      ...{ id, names, fingerprint: fingerprintOf(rootKey), acceptedAt, active },
    })),
  }
}

/** This office as a file, for another's administrator. */
export async function present(desk: Desk, actor: Actor, choose: Choose): Promise<{ name: string } | null> {
  const lineage = await ownLineage(desk.db.read, desk)
  const made = written({
    id: idFrom(`diwan office ${desk.office.id}`),
    office: { id: desk.office.id, names: desk.office.names },
    ...{ handedBy: null, letter: null, acknowledges: null },
  })
  if (!(await passed([made]))[0]) throw new AppError('capsule-invalid', { name: desk.office.names.ar })
  const name = desk.office.names.ar + ENDING
  const path = await choose.save(name)
  if (path === null) return null
  await writeCapsule(path, desk, actor, { ...made, files: [] }, lineage)
  return { name }
}

const letters = (fingerprint: string): string => fingerprint.replace(/\s/g, '').toUpperCase()

/** Power (ADR 017): under that key whatever comes is that office's word. @throws capsule-fingerprint · capsule-other-key */
export async function accept(
  desk: Desk,
  actor: Actor,
  { token, fingerprint }: { token: string; fingerprint: string },
): Promise<void> {
  const { read } = openedBy(desk, actor, token)
  if (letters(fingerprint) !== letters(fingerprintOf(read.root))) throw new AppError('capsule-fingerprint')
  if (read.officeId === desk.office.id) throw new AppError('capsule-known')
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const known = (await allPartners(tx)).find(({ id }) => id === read.officeId)
    if (known && known.rootKey !== read.root) throw new AppError('capsule-other-key', { name: read.file })
    if (known) await patchRow(tx, 'partner', known.id, { active: true }, stamp)
    else {
      const fields = { rootKey: read.root, names: read.capsule.office.names, acceptedAt: stamp.at, active: true }
      await createRow(tx, 'partner', read.officeId, fields, stamp)
    }
  })
  desk.emit('exchange', 'changed', { ids: [read.officeId] })
}

/** Its letters are an unknown sender's from now on; what came stays. */
export async function withdraw(desk: Desk, actor: Actor, id: string): Promise<void> {
  const stamp = stampOf(desk, actor)
  await desk.db.write((tx) => patchRow(tx, 'partner', id, { active: false }, stamp))
  desk.emit('exchange', 'changed', { ids: [id] })
}
