import { Sha256 } from '../../contract/values'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, line, text } from './field'
import { has, only } from './writing'

const undone = { group: 'undone', nullable: true }

/** Cards that were brought in together (ADR 054): from which file, by whom, and whether they were taken back. Its cards and corrections name it. */
export const cardImport = entity({
  fields: {
    name: text(line(255), fixed),
    sha256: text(Sha256, fixed),
    at: int(Instant, fixed),
    byId: text(Id, fixed),
    added: int(count, fixed),
    joined: int(count, fixed),
    undoneAt: int(Instant, undone),
    undoneById: text(Id, undone),
  },
  sees: everybody,
  writes: ({ fields, user }, row, who) => {
    const itself =
      row === null ? fields['byId'] === user : [null, undefined, user].includes(fields['undoneById'] as string | null)
    return only(has(who, 'contacts:write') && itself)
  },
  title: () => ['name'],
  tells: [{ feature: 'community', ids: 'id' }],
})
