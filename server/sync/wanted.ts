import { isEntity } from '../../domain/entities'
import type { Fields, Operation } from '../../contract/wire'
import { envelopeIdOf } from '../../domain/tenders/tender'
import { namedByMovement } from '../../domain/valuables/movement'
import { besideEntry } from '../../domain/visibility/beside'

/** What an operation must say to be judged; its chain link is another matter. */
export type Judged = Omit<Operation, 'hash'>

export type Wanted = { entity: string; id: string }

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The rows a batch is judged by, as far as its own operations name them. */
export function wantedBy(office: string, operations: readonly Judged[]): Map<string, Wanted> {
  const keys = new Map<string, Wanted>()
  const want = (entity: string, id: unknown): void => {
    if (typeof id === 'string' && UUID.test(id)) keys.set(`${entity}/${id}`, { entity, id })
  }
  want('office', office)
  for (const op of operations) {
    want('user', op.user)
    if (!isEntity(op.entity)) continue
    want(op.entity, op.id)
    const { bookId, letterId, entryId } = op.fields
    want('book', bookId)
    want('letter', letterId)
    if (op.entity === 'file' || besideEntry.has(op.entity)) want('entry', entryId)
    for (const id of namedByList(op.entity, op.fields)) want('entry', id)
    if (op.entity === 'letter') want('run', op.fields['runId'])
    want('entry', op.fields['noticeId'])
    want('entry', op.fields['replyId'])
    want('tender', op.fields['tenderId'])
    if (op.entity === 'destruction') {
      want('disposal', op.fields['disposalId'])
      for (const id of filesOf(op.fields)) want('file', id)
    }
    if (op.entity === 'wall') want('contact', op.fields['contactId'])
    for (const card of op.entity === 'sameness' ? ['oneId', 'otherId'] : []) want('contact', op.fields[card])
    const inside = op.entity === 'entry' ? op.kind === 'patch' && op.id : INSIDE.has(op.entity) && entryId
    if (typeof inside === 'string') want('envelope', envelopeIdOf(inside))
    if (op.entity !== 'valuableMove') continue
    want('valuable', op.fields['valuableId'])
    for (const id of namedByMovement(op.fields)) want('valuableMove', id)
  }
  return keys
}

export const STANDING = ['delegation', 'absence', 'handover']
export const ASKS_STANDING = new Set(['visa', 'letter', 'acknowledgement'])
export const lettersAsked = ({ entity, id, kind, fields }: Judged): string[] =>
  [entity === 'visa' ? fields['letterId'] : entity === 'letter' && kind === 'patch' ? id : null].flatMap((one) =>
    typeof one === 'string' && UUID.test(one) ? [one] : [],
  )

/** D4: what would say what is in a tender's envelope. */
const INSIDE = new Set(['file', 'missingPiece'])

/** R2: what a list of disposal names. */
export const namedByList = (entity: string, { entryIds }: Fields): unknown[] =>
  entity === 'disposal' && Array.isArray(entryIds) ? entryIds : []

/** R2: the scans somebody says were destroyed. */
const filesOf = ({ fileIds }: Fields): unknown[] => (Array.isArray(fileIds) ? fileIds : [])
