import { describe, expect, it } from 'vitest'
import type { Fields } from '../../contract/wire'
import { actorOf } from '../sync/actor'
import { mailSheet } from './mail-sheet'

const who = {
  actor: actorOf('me', { roles: ['clerk'], clearance: 'ordinary', active: true }, 'office', 'pc'),
  ...{ device: 'pc', was: ['pc'], pens: [], deskCode: null, ownApprovalAllowed: false },
}
const counted = { envelopes: 2, handedOn: 0, returned: 0, together: 0 }
const line = (byId: string, reason = 'x'): Fields => ({ ...counted, at: 5, byId, reason })
const closed: Fields = { ...counted, deviceId: 'pc', closedAt: 4, registered: 2, notes: '' }
const says = (corrections: Fields[], stands: Fields[] | null): string | null =>
  mailSheet.writes(
    { entity: 'mailSheet', id: 's', kind: 'patch', fields: { corrections }, before: {}, user: 'me' },
    { ...closed, corrections: stands },
    who,
    () => true,
  )

describe('the corrections of a closed mail sheet (D1)', () => {
  it('are added one by one, each in the name of whoever adds it, and none is changed or taken away', () => {
    expect(says([line('me')], null)).toBeNull()
    expect(says([line('other'), line('me')], [line('other')])).toBeNull()
    expect(says([line('other')], null)).toBe('forbidden')
    expect(says([line('other', 'another reason'), line('me')], [line('other')])).toBe('wrong-state')
    expect(says([line('me')], [line('other')])).toBe('wrong-state')
    expect(says([line('me'), line('me')], null)).toBe('wrong-state')
  })
})
