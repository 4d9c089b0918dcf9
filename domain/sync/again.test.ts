import { describe, expect, it } from 'vitest'
import { mainStep, mendForm, refusedAgain, wayAgain, type Said } from './again'

const step = (
  entity: string,
  kind: 'create' | 'patch',
  fields: Said['fields'] = {},
  user: string | null = 'u',
): Said => ({
  entity,
  id: `${entity}-1`,
  kind,
  fields,
  user,
})
const act = (kind: string): Said => step('act', 'create', { kind, entryId: 'entry-1' })
const entry = step('entry', 'create')
const corrected = step('entry', 'patch', { notes: 'x' })

describe('how a change the server did not take is said again', () => {
  it.each([
    ['a registration keeps its number (N3)', [entry, act('registration')], 'registration'],
    [
      'the first of January opens its book too',
      [step('book', 'create'), act('opening'), entry, act('registration')],
      'registration',
    ],
    [
      'a letter that left keeps its number',
      [entry, act('registration'), step('letter', 'patch', { state: 'issued' })],
      'registration',
    ],
    ['a number declared void', [act('void')], 'registration'],
    ['a correction is a new act (I2)', [corrected, act('correction')], 'correction'],
    ['a cancellation', [corrected, act('cancellation')], 'cancellation'],
    ['a better scan', [step('file', 'create'), act('rescan')], 'rescan'],
    ['a correction beside a cancellation: by hand', [act('correction'), act('cancellation')], null],
    ['a card', [step('contact', 'patch')], 'rows'],
    ['a draft’s text', [step('letter', 'patch', { content: {} })], 'rows'],
    ['a step of a letter: where it is taken', [step('letter', 'patch', { state: 'submitted' })], null],
    ['rights: where they are given', [step('user', 'patch', { roles: [] })], null],
    ['somebody’s key', [step('userKey', 'create')], null],
    ['the office’s policy', [step('office', 'patch')], null],
    ['a pen that passes on', [step('book', 'patch', { holderId: 'd' })], null],
    ['a decision: on its desk', [corrected, act('correction'), step('conflict', 'patch')], null],
    ['work of the PC itself', [step('contact', 'patch', {}, null)], null],
    ['an entity of a version to come', [step('hologram', 'create')], null],
    ['nothing at all', [], null],
  ] as const)('%s', (_name, steps, way) => {
    expect(wayAgain(steps)).toBe(way)
  })

  it('nobody takes a number in another’s name; what would end the same is not offered', () => {
    expect(refusedAgain([entry, act('registration')], 'missing-row', 'somebody else').refused).toBe('own-only')
    expect(refusedAgain([entry, act('registration')], 'missing-row', 'u').refused).toBeNull()
    // The book has another chain since: the number stays on paper (ADR 020).
    expect(refusedAgain([entry, act('registration')], 'stale-pen', 'u').refused).toBe('elsewhere')
    expect(refusedAgain([step('contact', 'patch')], 'forbidden', 'somebody else').refused).toBeNull()
    expect(refusedAgain([step('contact', 'patch')], 'too-large', 'u').refused).toBe('same-again')
    expect(refusedAgain([step('user', 'patch')], 'forbidden', 'u').refused).toBe('elsewhere')
  })

  it('a card, a draft and one correction have a form to be mended in; a number has none', () => {
    expect(mendForm([step('contact', 'create')])).toEqual({ form: 'contact', id: 'contact-1' })
    expect(mendForm([step('letter', 'patch', { content: {} })])).toEqual({ form: 'letter', id: 'letter-1' })
    expect(mendForm([corrected, act('correction')])).toEqual({ form: 'correction', id: 'entry-1' })
    expect(mendForm([corrected, act('correction'), act('correction')])).toBeNull()
    expect(mendForm([entry, act('registration')])).toBeNull()
  })

  it('a person knows it by its entry, then by its row; not by its act', () => {
    expect(mainStep([act('correction'), corrected])?.entity).toBe('entry')
    expect(mainStep([act('opening'), step('book', 'create')])?.entity).toBe('book')
    expect(mainStep([])).toBeUndefined()
  })
})
