import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/permissions'
import { fieldsFit, fixedChange } from './fields'
import { actorOf, mayPlace, type Pusher } from './rights'

const who = (roles: Role[], change: Partial<Pusher> = {}): Pusher => ({
  actor: actorOf('me', { roles, clearance: 'secret', active: true }, 'office', 'pc'),
  device: 'pc',
  deskCode: 'RB2',
  founding: false,
  ownApprovalAllowed: false,
  ...change,
})
const op = (kind: 'create' | 'patch', fields: Record<string, string | number | boolean | null>, id = 'row') => ({
  entity: '',
  id,
  kind,
  fields,
  user: 'me',
})

describe('what the server asks again', () => {
  it.each([
    ['clerk', 'contact', true],
    ['headOfOffice', 'contact', false],
    ['administrator', 'user', true],
    ['clerk', 'user', false],
    ['administrator', 'office', true],
    ['officer', 'unit', false],
    ['clerk', 'file', true],
    ['officer', 'letter', true],
    ['clerk', 'letter', false],
    ['administrator', 'conflict', false],
  ] as const)('%s creates %s: %s', (role, entity, allowed) => {
    expect(mayPlace(entity, op('create', {}), null, who([role]))).toBe(allowed)
  })

  it('somebody who was deactivated keeps a name and loses every right', () => {
    const actor = actorOf('me', { roles: ['administrator'], clearance: 'secret', active: false }, 'office', 'pc')
    expect(mayPlace('user', op('patch', { active: true }), {}, who([], { actor }))).toBe(false)
  })

  it('a number that was given is not contested by rights: any person of the office, never a stranger', () => {
    expect(mayPlace('entry', op('create', {}), null, who([]))).toBe(true)
    expect(mayPlace('entry', op('create', {}), null, who([], { actor: null }))).toBe(false)
  })

  it('whoever registered does not cancel, and nobody approves their own draft (A4)', () => {
    const cancel = op('patch', { cancelledAt: 1, cancelledById: 'me', cancelReason: 'x' })
    const entry = { registeredById: 'me', level: 'ordinary' }
    expect(mayPlace('entry', cancel, entry, who(['headOfRegistry']))).toBe(false)
    expect(mayPlace('entry', cancel, { ...entry, registeredById: 'other' }, who(['headOfRegistry']))).toBe(true)
    expect(mayPlace('entry', cancel, entry, who(['headOfRegistry'], { ownApprovalAllowed: true }))).toBe(true)
    const sign = op('patch', { state: 'signed', signedById: 'me' })
    expect(mayPlace('letter', sign, { draftedById: 'me' }, who(['headOfOffice']))).toBe(false)
    expect(mayPlace('letter', sign, { draftedById: 'other' }, who(['headOfOffice']))).toBe(true)
    expect(
      mayPlace(
        'letter',
        { ...sign, fields: { state: 'signed', signedById: 'other' } },
        { draftedById: 'other' },
        who(['headOfOffice']),
      ),
    ).toBe(false)
  })

  it('a PC names itself only, with the code it was enrolled with, and opens books for itself only', () => {
    expect(mayPlace('device', op('create', { deskCode: 'RB2' }, 'pc'), null, who([]))).toBe(true)
    expect(mayPlace('device', op('create', { deskCode: 'RB2' }, 'another'), null, who([]))).toBe(false)
    expect(mayPlace('book', op('create', { holderId: 'pc', desk: 'RB2' }), null, who([]))).toBe(true)
    expect(mayPlace('book', op('create', { holderId: 'pc', desk: null }), null, who([]))).toBe(false)
    expect(mayPlace('book', op('create', { holderId: 'another', desk: 'RB2' }), null, who([]))).toBe(false)
  })

  it('nobody makes a conflict by hand, and only some decide it', () => {
    expect(mayPlace('conflict', op('patch', { keep: 'other' }), {}, who(['headOfOffice']))).toBe(true)
    expect(mayPlace('conflict', op('patch', { keep: 'other' }), {}, who(['clerk']))).toBe(false)
  })
})

describe('values', () => {
  it.each([
    [{ names: {}, position: 1 }, true],
    [{ names: {}, position: '1' }, false],
    [{ names: {} }, false],
    [{ names: {}, position: 1, hologram: 'kept' }, true],
    [{ names: {}, position: 1, constructor: 'x' }, false],
    [JSON.parse('{"names":{},"position":1,"__proto__":"x"}'), false],
  ])('%j → %s', (fields, fits) => {
    expect(fieldsFit('unit', fields, 'create')).toBe(fits)
  })

  it('a fixed field written again with the same value is no change (I2)', () => {
    expect(fixedChange('unit', {}, { position: 2 })).toBeUndefined()
    expect(fixedChange('register', { code: 'و' }, { code: 'و' })).toBeUndefined()
    expect(fixedChange('register', { code: 'و' }, { code: 'ص' })).toBe('code')
  })
})
