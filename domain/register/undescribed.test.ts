import { describe, expect, it } from 'vitest'
import type { Fields } from '../../contract/wire'
import { levels } from '../../contract/values'
import { descriptor } from '../entities'
import type { Pusher } from '../entities/writing'
import { paired } from './pairing'
import { replay } from './replay'
import { isUndescribed } from './undescribed'

const fields = { subject: 'طلب', reference: 'AML/57', describedAt: 7 }
const act = (body: Fields, kind = 'description') => ({
  ...{ entity: 'act' as const, id: 'a', kind: 'create' as const, user: 'me' },
  fields: { kind, entryId: 'e', bookId: 'b', body: JSON.stringify(body), userId: 'me' } as Fields,
})
const patch = (to: Fields) => ({
  ...{ entity: 'entry' as const, id: 'e', kind: 'patch' as const, user: 'me', fields: to },
})
const page = (kind: 'create') => ({
  ...{ entity: 'file' as const, id: 'f', kind, user: 'me', fields: { entryId: 'e' } as Fields },
})

describe('numbered, and not described yet (D2)', () => {
  it('is an entry without a subject that is no sealed envelope: a level nobody here knows is the highest (C2, A1)', () => {
    expect(levels.filter((level) => isUndescribed({ subject: null, level }))).toEqual(['ordinary', 'restricted'])
    expect(isUndescribed({ subject: null, level: 'cosmic' })).toBe(false)
    for (const level of levels) expect(isUndescribed({ subject: 'x', level })).toBe(false)
  })

  it('is described by an act that says exactly what the row shows, with its scans, and never without (I2, I5)', () => {
    expect(paired([patch(fields), act({ fields, files: [] })])).toBe(true)
    expect(paired([patch(fields), act({ fields, files: [] }), page('create')])).toBe(true)
    expect(paired([patch(fields)])).toBe(false)
    expect(paired([act({ fields, files: [] })])).toBe(false)
    expect(paired([patch({ ...fields, level: 'secret' }), act({ fields, files: [] })])).toBe(false)
    // Without the hour it would be a correction of many fields, without a reason.
    const { describedAt: _hour, ...bare } = fields
    expect(paired([patch(bare), act({ fields: bare, files: [] })])).toBe(false)
    expect(paired([patch(fields), act({ field: 'subject', after: 'طلب' }, 'correction')])).toBe(false)
  })

  it('is described once, by who may correct: the server asks it of the row that stands (I2)', () => {
    const { writes } = descriptor('entry')
    const who = (roles: string[]) =>
      ({
        actor: { userId: 'me', roles, clearance: 'ordinary', officeId: 'o', deviceId: 'd' },
        ...{ device: 'd', was: ['d'], pens: ['d'], deskCode: null, ownApprovalAllowed: false },
      }) as unknown as Pusher
    const op = { ...patch(fields), before: {} }
    const may = (row: Fields, roles = ['clerk']) => writes(op, row, who(roles), () => true)
    const row = { subject: null, level: 'ordinary', registeredById: 'other', cancelledAt: null }
    expect(may(row)).toBeNull()
    expect(may({ ...row, subject: 'طلب' })).toBe('wrong-state')
    expect(may({ ...row, level: 'confidential' })).toBe('wrong-state')
    expect(may({ ...row, cancelledAt: 3 })).toBe('wrong-state')
    expect(may(row, ['officer'])).toBe('forbidden')
  })

  it('comes out of the chain as it was described, and as it was corrected after (I5)', () => {
    const acts = [
      { kind: 'registration', body: { subject: null, reference: null, level: 'ordinary' } },
      { kind: 'description', body: { fields, files: [] } },
      { kind: 'correction', body: { field: 'reference', after: 'AML/58' } },
    ].map(({ kind, body }, at) => ({ kind, entryId: 'e', at, userId: 'me', body: JSON.stringify(body) }))
    expect(replay(acts).get('e')).toEqual({ ...fields, reference: 'AML/58', level: 'ordinary' })
  })
})
