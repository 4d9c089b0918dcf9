import { Amount, Currency } from '../../contract/valuables'
import { as } from '../visibility/rule'
import { entity } from './entity'
import { Id, Instant, count, fixed, int, line, optional, text, word } from './field'
import { has, isOwn, only } from './writing'

/** A thing of the valuables book (D3): what it is never changes, where it is follows from its movements. */
export const valuable = entity({
  fields: {
    entryId: text(Id, fixed),
    kind: text(word, fixed),
    number: text(line(80), fixed),
    pieces: int(count, fixed),
    amount: text(Amount, { ...fixed, ...optional }),
    currency: text(Currency, { ...fixed, ...optional }),
    owner: text(line(200), fixed),
    receivedAt: int(Instant, fixed),
    receivedById: text(Id, fixed),
    deviceId: text(Id, fixed),
  },
  sees: as('entry', 'entryId'),
  writes: (op, row, who) =>
    only(
      row === null &&
        has(who, 'register:write') &&
        op.fields['receivedById'] === op.user &&
        isOwn(who, op.fields['deviceId']),
    ),
  title: () => ['number', 'owner', 'kind'],
  stays: 'always',
  tells: [
    { feature: 'valuables', ids: 'id' },
    { feature: 'register', ids: 'entryId' },
  ],
})
