import { z } from 'zod'
import { Sha256 } from '../../contract/values'
import { all, any, as, empty, person } from '../visibility/rule'
import { has, only } from './writing'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, line, optional, text } from './field'

/** A scan is at most 150 MB at intake (main/documents); a row that says more is nobody's scan. */
export const fileSizeLimit = 1024 * 1024 * 1024

export const file = entity({
  fields: {
    entryId: text(Id, optional),
    name: text(line(200), fixed),
    mediaType: text(z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/), fixed),
    size: int(z.int().min(0).max(fileSizeLimit), fixed),
    sha256: text(Sha256, fixed),
    version: int(count, { group: 'place' }),
    position: int(count, { group: 'place' }),
    replacedById: text(Id, optional),
    createdAt: int(Instant, fixed),
    createdById: text(Id, fixed),
  },
  /** A scan is its entry's; before that it is whoever put it in who sees it. */
  sees: any(as('entry', 'entryId'), all(empty('entryId'), person('stagedById'))),
  writes: (op, row, who) => {
    // The page of a letter is made by the PC that issued it, in the background (W2).
    if (op.user === null) return only(row === null && op.fields['mediaType'] === 'application/pdf')
    // With the entry it came with (pairing.ts), like its number; a version that takes another's place asks for the right.
    if (row === null) return only(who.actor !== null && op.fields['createdById'] === op.user)
    // A scan stays with its entry: with another it would be seen by others (A2).
    if ((row['entryId'] ?? null) !== null && 'entryId' in op.fields && op.fields['entryId'] !== row['entryId'])
      return 'forbidden'
    return only(has(who, 'register:write', 'register:correct', 'letters:issue'))
  },
  title: () => ['name'],
  tells: [{ feature: 'register', ids: 'entryId' }],
})
