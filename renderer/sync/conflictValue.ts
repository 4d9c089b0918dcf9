import { z } from 'zod'
import { ClockPeriods } from '../../contract/clock'
import { offsetText } from '../../domain/text/period'
import type { BothScripts } from '../../domain/community/name'
import type { Conflict } from '../../contract/sync'
import type { Plain } from '../../contract/wire'
import { isLegalDate } from '../../domain/text/dates'
import { useFormat } from '../app/format'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import { countryName } from '../../domain/text/countries'
import { useFilingPlan } from '../filing/plan'
import { useSession } from '../session/session'
import { useUnits } from '../units/useUnits'

/** A contested value as a person reads it: the large text and, under it, what helps to judge it. */
export type ShownValue = { main: string; sub: string }

/** Fields whose value is a word of a closed list. */
const lists: Record<string, string> = {
  channel: 'values.channels',
  urgency: 'values.urgencies',
  level: 'values.levels',
  clearance: 'values.levels',
  state: 'values.letterStates',
  secondLanguage: 'values.languageNames',
  sex: 'values.sexes',
  entityType: 'values.entityTypes',
  purpose: 'values.purposes',
  outcome: 'routing.outcome',
}
/** The kind of a document, of a number or of an address of a card. */
const kinds = ['values.cardDocuments', 'values.phoneKinds', 'values.emailKinds']
const COUNTRIES = new Set(['country', 'countryCode', 'homeCountry', 'legalCountry', 'nationalities'])

const partyOf = (value: Plain): { kind: string; id: string } | undefined =>
  z.object({ kind: z.string(), id: z.string() }).safeParse(value).data
/** Ids of cards in a contested value: the correspondent, or the parties that are cards. */
const cardsIn = (value: Plain): Plain[] =>
  Array.isArray(value)
    ? value.flatMap((one) => {
        const party = partyOf(one)
        return party?.kind === 'contact' ? [party.id] : []
      })
    : [value]

export function useConflictValue() {
  const format = useFormat()
  const session = useSession()
  const units = useUnits()
  const plan = useFilingPlan()
  const { t, te } = i18n.global
  const correspondents = new Map<string, BothScripts>()

  /** Ids say nothing to a person: the names behind them are fetched once, before the cards are drawn. */
  const prepare = (conflict: Conflict): Promise<void> =>
    prepareFields(conflict.fields.map(({ name, server, other }) => ({ name, values: [server, other] })))
  async function prepareFields(fields: readonly { name: string; values: readonly Plain[] }[]): Promise<void> {
    if (fields.some(({ name }) => name === 'classId')) await plan.load()
    if (!session.can('contacts:read')) return
    const ids = fields
      .filter(({ name }) => name === 'correspondentId' || name === 'parties')
      .flatMap(({ values }) => values.flatMap(cardsIn))
      .filter((id): id is string => typeof id === 'string' && !correspondents.has(id))
    for (const id of ids) {
      const contact = await api.community.get({ id })
      correspondents.set(id, { nameAr: contact.nameAr.full, nameLatin: contact.nameLatin.full })
    }
  }

  function one(name: string, value: Plain): ShownValue {
    if (value === null || value === '') return { main: t('sync.conflicts.noValue'), sub: '' }
    if (name === 'clock') return { main: clockText(value), sub: '' }
    if (typeof value === 'boolean') return { main: t(value ? 'shell.yes' : 'shell.no'), sub: '' }
    if (typeof value === 'number')
      return { main: name.endsWith('At') ? format.dateTime(value) : format.number(value), sub: '' }
    if (typeof value === 'string') return text(name, value)
    if (name === 'parties' && Array.isArray(value)) return { main: value.map(partyName).join(' · '), sub: '' }
    if (Array.isArray(value)) return { main: value.map((item) => one(name, item).main).join(' · '), sub: '' }
    return inside(value)
  }

  /** Whom a list of parties names: a card that was read, a unit, a person of the office. */
  function partyName(party: Plain): string {
    const id = partyOf(party)?.id ?? ''
    const card = correspondents.get(id)
    const person = session.office?.people.find((one) => one.id === id)
    return card ? session.named(card).name : person ? session.nameIn(person.names) : units.nameOf(id) || '—'
  }

  /** The periods of an office's clock (ADR 019), without who signed them. */
  function clockText(value: Plain): string {
    const periods = z.object({ periods: ClockPeriods }).safeParse(value).data?.periods ?? []
    const said = periods.map(
      (p) => `${format.dateTime(p.from)} – ${format.dateTime(p.until)} ${offsetText(p.offsetMinutes)}`,
    )
    return said.join(' · ') || t('sync.conflicts.noValue')
  }

  function text(name: string, value: string): ShownValue {
    if (isLegalDate(value)) return { main: format.longDate(value), sub: format.hijriDate(value) }
    if (name === 'unitId' || name === 'parentId' || name === 'became') return { main: unitName(value), sub: '' }
    if (name === 'toId') return { main: partyName({ kind: '', id: value }), sub: '' }
    if (name === 'classId') return { main: plan.nameOf(value) || t('values.fields.classId'), sub: '' }
    if (name === 'correspondentId') {
      const known = correspondents.get(value)
      return { main: known ? session.named(known).name : t('values.fields.correspondentId'), sub: '' }
    }
    if (name === 'roles' && te(`values.roles.${value}`)) return { main: t(`values.roles.${value}`), sub: '' }
    if (COUNTRIES.has(name)) return { main: countryName(value, session.language) || value, sub: '' }
    const list = name === 'kind' ? kinds.find((one) => te(`${one}.${value}`)) : lists[name]
    return { main: list && te(`${list}.${value}`) ? t(`${list}.${value}`) : value, sub: '' }
  }

  /** A name in both scripts, letterhead lines, an enclosure: its parts, the fullest first. */
  function inside(value: { [key: string]: Plain }): ShownValue {
    const parts = Object.entries(value)
      .map(([name, part]) => ({ name, shown: part === null || part === '' ? '' : one(name, part).main }))
      .filter((part) => part.shown !== '')
    const main = parts.find((part) => part.name === 'full' || part.name === session.language || part.name === 'ar')
    const rest = parts.filter((part) => part !== main).map((part) => part.shown)
    return main ? { main: main.shown, sub: rest.join(' · ') } : { main: rest.join(' · '), sub: '' }
  }

  const unitName = (id: string): string => units.nameOf(id) || t('values.fields.unitId')

  /** The field that differs first is the large one; the others of its group follow under it. */
  function show(conflict: Conflict, side: 'server' | 'other'): ShownValue {
    const [first, ...others] = conflict.fields
    if (!first) return { main: t('sync.conflicts.noValue'), sub: '' }
    const shown = one(first.name, first[side])
    const rest = others.map((field) => `${label(field.name)}: ${one(field.name, field[side]).main}`)
    return { main: shown.main, sub: [shown.sub, ...rest].filter(Boolean).join(' · ') }
  }

  const label = (name: string): string => (te(`sync.groups.${name}`) ? t(`sync.groups.${name}`) : fieldWord(name))
  const fieldWord = (name: string): string =>
    t(
      ['values.fields', 'values.cardFields'].find((list) => te(`${list}.${name}`))?.concat('.', name) ??
        'sync.groups.other',
    )
  const titleOf = (conflict: Conflict): string => label(conflict.group)

  return { prepare, prepareFields, show, one, label, titleOf }
}
