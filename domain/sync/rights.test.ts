import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/permissions'
import { fieldsFit, fixedChange } from './fields'
import { actorOf } from './actor'
import type { Pusher } from '../entities/writing'
import { mayPlace } from './rights'

const who = (roles: Role[], change: Partial<Pusher> = {}): Pusher => ({
  actor: actorOf('me', { roles, clearance: 'secret', active: true }, 'office', 'pc'),
  device: 'pc',
  was: ['pc'],
  pens: ['pc'],
  deskCode: 'RB2',
  ownApprovalAllowed: false,
  ...change,
})
const op = (kind: 'create' | 'patch', fields: Record<string, string | number | boolean | null>, id = 'row') => ({
  entity: '',
  id,
  kind,
  fields,
  before: {},
  user: 'me',
})

/** What the rules of several entities ask of a new row: that it is its writer's. */
const OWN = {
  issuedById: 'me',
  state: 'draft',
  draftedById: 'me',
  createdById: 'me',
  registeredById: 'me',
  deviceId: 'pc',
}
const may = (...asked: Parameters<typeof mayPlace>): boolean => mayPlace(...asked) === null

type Values = Record<string, string | number | boolean | null>
describe('what the server asks again', () => {
  it.each([
    ['clerk', 'contact', true],
    ['headOfOffice', 'contact', false],
    ['administrator', 'user', true],
    ['clerk', 'user', false],
    ['administrator', 'office', true],
    ['officer', 'unit', false],
    ['clerk', 'file', true],
    ['clerk', 'receipt', true],
    ['officer', 'receipt', false],
    ['officer', 'letter', true],
    ['clerk', 'letter', false],
    ['administrator', 'conflict', false],
  ] as const)('%s creates %s: %s', (role, entity, allowed) => {
    expect(mayPlace(entity, op('create', OWN), null, who([role])) === null).toBe(allowed)
  })

  it('a receipt is its giver’s, of this PC, and never changed (C5)', () => {
    expect(may('receipt', op('create', { ...OWN, issuedById: 'other' }), null, who(['clerk']))).toBe(false)
    expect(may('receipt', op('create', { ...OWN, deviceId: 'another' }), null, who(['clerk']))).toBe(false)
    expect(may('receipt', op('patch', { copy: 2 }), OWN, who(['clerk']))).toBe(false)
  })

  it('a slip is its sender’s, of this PC; who received it is said once, by who registers (C6)', () => {
    const sent = { sentById: 'me', deviceId: 'pc' }
    expect(may('slip', op('create', sent), null, who(['clerk']))).toBe(true)
    expect(may('slip', op('create', { ...sent, sentById: 'other' }), null, who(['clerk']))).toBe(false)
    expect(may('slip', op('create', { ...sent, deviceId: 'another' }), null, who(['clerk']))).toBe(false)
    const discharge = op('patch', { dischargedAt: 9, dischargedBy: 'x', dischargeNote: '', dischargedById: 'me' })
    const open = { ...sent, sentById: 'other', dischargedAt: null }
    expect(may('slip', discharge, open, who(['clerk']))).toBe(true)
    expect(may('slip', discharge, open, who(['officer']))).toBe(false)
    expect(may('slip', op('patch', { ...discharge.fields, dischargedById: 'other' }), open, who(['clerk']))).toBe(false)
    expect(mayPlace('slip', discharge, { ...open, dischargedAt: 5 }, who(['clerk']))).toBe('wrong-state')
  })

  it('a consent is recorded and withdrawn in one’s own name, withdrawn once, and nothing else of it changes (P4)', () => {
    const given = { contactId: 'c', purpose: 'sharing', givenOn: '2026-01-05', recordedById: 'me' }
    expect(may('consent', op('create', given), null, who(['clerk']))).toBe(true)
    expect(may('consent', op('create', given), null, who(['headOfOffice']))).toBe(false)
    expect(may('consent', op('create', { ...given, recordedById: 'other' }), null, who(['clerk']))).toBe(false)
    expect(may('consent', op('create', { ...given, withdrawnOn: '2026-02-01' }), null, who(['clerk']))).toBe(false)
    const withdrawal = { withdrawnOn: '2026-02-01', withdrawnById: 'me' }
    expect(may('consent', op('patch', withdrawal), given, who(['clerk']))).toBe(true)
    expect(may('consent', op('patch', { ...withdrawal, withdrawnById: 'other' }), given, who(['clerk']))).toBe(false)
    expect(may('consent', op('patch', { ...withdrawal, withdrawnOn: '2026-01-04' }), given, who(['clerk']))).toBe(false)
    expect(may('consent', op('patch', { withdrawnOn: null }), given, who(['clerk']))).toBe(false)
    const again = op('patch', withdrawal)
    expect(mayPlace('consent', again, { ...given, withdrawnOn: '2026-01-20' }, who(['clerk']))).toBe('wrong-state')
  })

  it('who corrected a card says so in their own name, once (P1)', () => {
    const said = { contactId: 'c', byId: 'me', at: 5 }
    expect(may('cardChange', op('create', said), null, who(['clerk']))).toBe(true)
    expect(may('cardChange', op('create', { ...said, byId: 'other' }), null, who(['clerk']))).toBe(false)
    expect(may('cardChange', op('patch', { at: 6 }), said, who(['clerk']))).toBe(false)
  })

  it('a movement of a valuable is its first person’s, of another second one, and of nobody when somebody moved it first (D3)', () => {
    const move = { firstId: 'me', secondId: 'other', deviceId: 'pc' }
    expect(may('valuableMove', op('create', move), null, who(['clerk']))).toBe(true)
    expect(may('valuableMove', op('create', move), null, who(['officer']))).toBe(false)
    for (const change of [{ secondId: 'me' }, { firstId: 'other' }, { deviceId: 'another' }])
      expect(may('valuableMove', op('create', { ...move, ...change }), null, who(['clerk']))).toBe(false)
    expect(mayPlace('valuableMove', op('create', move), move, who(['clerk']))).toBe('wrong-state')
  })

  it('of a missing enclosure it is said once that its sender was told, and once that it came (D1)', () => {
    const piece = { notedById: 'other', deviceId: 'another', toldAt: null, suppliedAt: null }
    const told = { toldAt: 5, toldById: 'me', noticeId: 'n' }
    expect(may('missingPiece', op('patch', told), piece, who(['clerk']))).toBe(true)
    expect(may('missingPiece', op('patch', told), piece, who(['officer']))).toBe(false)
    expect(may('missingPiece', op('patch', { ...told, toldById: 'other' }), piece, who(['clerk']))).toBe(false)
    expect(mayPlace('missingPiece', op('patch', { noticeId: 'another' }), { ...piece, ...told }, who(['clerk']))).toBe(
      'wrong-state',
    )
    expect(
      may('missingPiece', op('patch', { suppliedAt: 6, suppliedById: 'me' }), { ...piece, ...told }, who(['clerk'])),
    ).toBe(true)
  })

  it('a mail sheet is its PC’s, closes when it comes out even, and is only added to afterwards (D1)', () => {
    const sheet = {
      deviceId: 'pc',
      openedById: 'other',
      envelopes: 2,
      handedOn: 0,
      returned: 0,
      together: 0,
      notes: '',
    }
    const open = { ...sheet, closedAt: null, registered: null, corrections: null }
    const close = { closedAt: 5, closedById: 'me', registered: 2 }
    expect(may('mailSheet', op('patch', close), open, who(['clerk']))).toBe(true)
    expect(may('mailSheet', op('patch', close), { ...open, deviceId: 'another' }, who(['clerk']))).toBe(false)
    expect(mayPlace('mailSheet', op('patch', { ...close, registered: 1 }), open, who(['clerk']))).toBe('wrong-state')
    expect(may('mailSheet', op('patch', { ...close, registered: 1, notes: 'x' }), open, who(['clerk']))).toBe(true)
    expect(mayPlace('mailSheet', op('patch', { notes: 'y' }), { ...open, ...close }, who(['clerk']))).toBe(
      'wrong-state',
    )
  })

  it('a line of the delivery book is its writer’s, begins unsigned, and is signed or struck, once (D5)', () => {
    const line = { enteredById: 'me', deviceId: 'pc' }
    expect(may('delivery', op('create', line), null, who(['clerk']))).toBe(true)
    expect(may('delivery', op('create', line), null, who(['officer']))).toBe(false)
    for (const forged of <Values[]>[
      { enteredById: 'other' },
      { deviceId: 'another' },
      { dischargedAt: 1 },
      { struckAt: 1 },
    ])
      expect(may('delivery', op('create', { ...line, ...forged }), null, who(['clerk'])), JSON.stringify(forged)).toBe(
        false,
      )
    const open = { ...line, enteredById: 'other', dischargedAt: null, struckAt: null }
    const signed = { dischargedAt: 9, dischargedBy: 'x', dischargeNote: '', dischargedById: 'me' }
    const struck = { struckAt: 9, struckById: 'me', struckReason: 'x' }
    for (const word of <Values[]>[signed, struck]) {
      expect(mayPlace('delivery', op('patch', word), open, who(['clerk']))).toBeNull()
      expect(mayPlace('delivery', op('patch', word), { ...open, dischargedAt: 5 }, who(['clerk']))).toBe('wrong-state')
      expect(mayPlace('delivery', op('patch', word), { ...open, struckAt: 5 }, who(['clerk']))).toBe('wrong-state')
    }
    expect(mayPlace('delivery', op('patch', { ...signed, ...struck }), open, who(['clerk']))).toBe('wrong-state')
    for (const other of <Values[]>[
      { ...signed, dischargedById: 'other' },
      { ...struck, struckById: 'other' },
    ])
      expect(mayPlace('delivery', op('patch', other), open, who(['clerk']))).toBe('forbidden')
  })

  it('an item of registered post is its sender’s, and its card says one thing, once (D5)', () => {
    const item = { postedById: 'me', deviceId: 'pc' }
    expect(may('posting', op('create', item), null, who(['clerk']))).toBe(true)
    for (const forged of <Values[]>[
      { postedById: 'other' },
      { deviceId: 'another' },
      { outcome: 'delivered' },
      { struckAt: 1 },
    ])
      expect(may('posting', op('create', { ...item, ...forged }), null, who(['clerk'])), JSON.stringify(forged)).toBe(
        false,
      )
    const away = { ...item, outcome: null, struckAt: null }
    const back = { outcome: 'delivered', outcomeAt: 9, outcomeById: 'me' }
    const struck = { struckAt: 9, struckById: 'me', struckReason: 'x' }
    for (const word of <Values[]>[back, struck]) {
      expect(mayPlace('posting', op('patch', word), away, who(['clerk']))).toBeNull()
      expect(mayPlace('posting', op('patch', word), away, who(['officer']))).toBe('forbidden')
      expect(mayPlace('posting', op('patch', word), { ...away, outcome: 'returned' }, who(['clerk']))).toBe(
        'wrong-state',
      )
      expect(mayPlace('posting', op('patch', word), { ...away, struckAt: 5 }, who(['clerk']))).toBe('wrong-state')
    }
    expect(mayPlace('posting', op('patch', { ...back, ...struck }), away, who(['clerk']))).toBe('wrong-state')
    expect(mayPlace('posting', op('patch', { ...back, outcomeById: 'other' }), away, who(['clerk']))).toBe('forbidden')
  })

  it('somebody who was deactivated keeps a name and loses every right', () => {
    const actor = actorOf('me', { roles: ['administrator'], clearance: 'secret', active: false }, 'office', 'pc')
    expect(may('user', op('patch', { active: true }), {}, who([], { actor }))).toBe(false)
  })

  it('a number that was given is not contested by rights: any person of the office, never a stranger', () => {
    expect(may('entry', op('create', OWN), null, who([]))).toBe(true)
    expect(may('entry', op('create', OWN), null, who([], { actor: null }))).toBe(false)
  })

  it('whoever registered does not cancel, and nobody approves their own draft (A4)', () => {
    const cancel = op('patch', { cancelledAt: 1, cancelledById: 'me', cancelReason: 'x' })
    const entry = { registeredById: 'me', level: 'ordinary' }
    expect(may('entry', cancel, entry, who(['headOfRegistry']))).toBe(false)
    expect(may('entry', cancel, { ...entry, registeredById: 'other' }, who(['headOfRegistry']))).toBe(true)
    expect(may('entry', cancel, entry, who(['headOfRegistry'], { ownApprovalAllowed: true }))).toBe(true)
    const sign = op('patch', { state: 'signed', signedById: 'me' })
    const submitted = (draftedById: string) => ({ state: 'submitted', draftedById, authors: [draftedById] })
    expect(may('letter', sign, submitted('me'), who(['headOfOffice']))).toBe(false)
    expect(may('letter', sign, submitted('other'), who(['headOfOffice']))).toBe(true)
    expect(
      may(
        'letter',
        { ...sign, fields: { state: 'signed', signedById: 'other' } },
        submitted('other'),
        who(['headOfOffice']),
      ),
    ).toBe(false)
  })

  it('a PC names itself only, with the code it was enrolled with, and opens books for itself only', () => {
    expect(may('device', op('create', { deskCode: 'RB2' }, 'pc'), null, who([]))).toBe(true)
    expect(may('device', op('create', { deskCode: 'RB2' }, 'another'), null, who([]))).toBe(false)
    expect(may('book', op('create', { holderId: 'pc', desk: 'RB2' }), null, who([]))).toBe(true)
    expect(may('book', op('create', { holderId: 'pc', desk: null }), null, who([]))).toBe(false)
    expect(may('book', op('create', { holderId: 'another', desk: 'RB2' }), null, who([]))).toBe(false)
  })

  it('nobody makes a conflict by hand, and only some decide it', () => {
    expect(may('conflict', op('patch', { keep: 'other', decidedById: 'me' }), {}, who(['headOfOffice']))).toBe(true)
    expect(may('conflict', op('patch', { keep: 'other', decidedById: 'me' }), {}, who(['clerk']))).toBe(false)
  })
})

const names = { ar: 'x', fr: '', en: '', es: '' }

describe('values', () => {
  it.each([
    [{ names, position: 1 }, true],
    [{ names, position: '1' }, false],
    [{ names, position: -1 }, false],
    [{ names, position: 10 ** 15 }, false],
    [{ names: { ar: 'x'.repeat(201), fr: '', en: '', es: '' }, position: 1 }, false],
    [{ names }, false],
    [{ names, position: 1, hologram: 'kept' }, true],
    [{ names, position: 1, constructor: 'x' }, false],
    [JSON.parse('{"names":{"ar":"","fr":"","en":"","es":""},"position":1,"__proto__":"x"}'), false],
  ])('%j → %s', (fields, fits) => {
    expect(fieldsFit('unit', fields, 'create')).toBe(fits)
  })

  it('a fixed field written again with the same value is no change (I2)', () => {
    expect(fixedChange('unit', {}, { position: 2 })).toBeUndefined()
    expect(fixedChange('register', { code: 'و' }, { code: 'و' })).toBeUndefined()
    expect(fixedChange('register', { code: 'و' }, { code: 'ص' })).toBe('code')
  })
})

describe('levels, whatever they are of (A1)', () => {
  const entry = { registeredById: 'other', level: 'secret' }
  const content = (level: string) => ({ level })
  const letter = { state: 'draft', draftedById: 'me', authors: ['me'], content: content('secret') }
  const lower = { ...op('patch', {}), fields: { content: content('ordinary'), authors: ['me'], updatedAt: 2 } }

  it('only authority lowers one, in an entry and in a letter; one that nobody here knows is the highest', () => {
    expect(may('entry', op('patch', { level: 'restricted' }), entry, who(['clerk']))).toBe(false)
    expect(may('entry', op('patch', { level: 'restricted' }), entry, who(['headOfRegistry']))).toBe(true)
    expect(may('entry', op('patch', { level: 'secret' }), { ...entry, level: 'cosmic' }, who(['clerk']))).toBe(false)
    expect(may('letter', lower, letter, who(['officer']))).toBe(false)
    expect(may('letter', lower, letter, who(['officer', 'headOfOffice']))).toBe(true)
    expect(
      may('letter', { ...lower, fields: { ...lower.fields, content: content('secret') } }, letter, who(['officer'])),
    ).toBe(true)
  })

  it('who may not see it does not change it; a scan does not leave its entry for one that is seen', () => {
    const uncleared = {
      actor: actorOf('me', { roles: ['clerk', 'officer'], clearance: 'ordinary', active: true }, 'office', 'pc'),
    }
    expect(may('entry', op('patch', { subject: 'x' }), entry, who([], uncleared))).toBe(false)
    const theirs = { ...letter, draftedById: 'other', authors: ['other'] }
    expect(may('letter', op('patch', { updatedAt: 3 }), theirs, who([], uncleared))).toBe(false)
    expect(may('file', op('patch', { entryId: 'mine' }), { entryId: 'hidden' }, who(['clerk']))).toBe(false)
    expect(may('file', op('patch', { replacedById: 'x' }), { entryId: 'hidden' }, who(['clerk']))).toBe(true)
  })
})
