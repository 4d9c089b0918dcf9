import { Login, type NewOffice } from '../../contract/session'
import type { Names } from '../../contract/values'
import { policies } from '../../domain/policies'
import { digits } from '../../domain/text/digits'
import type { Language } from '../app/i18n'
import { passwordProblems } from './newPassword'

export const createSteps = ['office', 'letterhead', 'units', 'registers', 'administrator'] as const
export type CreateStep = (typeof createSteps)[number]
type RegisterKind = NewOffice['registers'][number]['kind']
export const firstRegisters = ['incoming', 'outgoing', 'internal'] as const satisfies readonly RegisterKind[]

/** What the five questions fill, with empty lines and unfinished numbers as somebody types them. */
export type OfficeDraft = {
  country: NewOffice['country']
  timeZone: string
  names: Names
  ministry: { ar: string[]; other: string[] }
  place: { ar: string; other: string }
  secondLanguage: NewOffice['secondLanguage']
  units: Names[]
  registers: Record<RegisterKind, { kept: boolean; opening: string }>
  ownApprovalAllowed: boolean
  administrator: { login: string; names: Names; password: string; again: string }
  language: Language
}

export const noNames = (): Names => ({ ar: '', fr: '', en: '', es: '' })

const firstUnit: Names = {
  ar: 'الكتابة العامة',
  fr: 'Secrétariat général',
  en: 'General secretariat',
  es: 'Secretaría general',
}

export function emptyDraft(language: Language): OfficeDraft {
  const draft: OfficeDraft = {
    country: 'MA',
    timeZone: '',
    names: noNames(),
    ministry: { ar: [], other: [] },
    place: { ar: '', other: '' },
    secondLanguage: 'fr',
    units: [{ ...firstUnit }],
    registers: {
      incoming: { kept: true, opening: '1' },
      outgoing: { kept: true, opening: '1' },
      internal: { kept: true, opening: '1' },
    },
    ownApprovalAllowed: false,
    administrator: { login: '', names: noNames(), password: '', again: '' },
    language,
  }
  applyCountry(draft, 'MA')
  return draft
}

/** A country proposes; what somebody wrote themselves stays. */
export function applyCountry(draft: OfficeDraft, country: OfficeDraft['country']): void {
  const before = policies[draft.country]
  const policy = policies[country]
  draft.country = country
  draft.timeZone = policy.timeZone
  const untouched = draft.ministry.ar.every((line) => !line || line === before.state.ar)
  const otherUntouched = draft.ministry.other.every((line) => !line || line === before.state[draft.secondLanguage])
  draft.secondLanguage = policy.secondLanguage
  if (untouched) draft.ministry.ar = [policy.state.ar, '']
  if (otherUntouched) draft.ministry.other = [policy.state[policy.secondLanguage], '']
}

/** The zone of the country and of this PC: a consulate works in the hours of its city. */
export const timeZones = (country: OfficeDraft['country'], here: string): string[] => [
  ...new Set([policies[country].timeZone, here]),
]

/** 417 from «417» or «٤١٧»; `null` when it is no number a book can start at. */
export function openingNumber(typed: string): number | null {
  const text = digits(typed.trim(), 'latn')
  const n = /^\d{1,7}$/.test(text) ? Number(text) : 0
  return n >= 1 ? n : null
}

const filledLines = (lines: readonly string[]): string[] => lines.map((line) => line.trim()).filter(Boolean)
export const filledUnits = (units: readonly Names[]): Names[] =>
  units.filter((unit) => unit.ar.trim()).map((unit) => ({ ...unit, ar: unit.ar.trim() }))

/** What a question still needs: field → key of the sentence. Empty when it can be left. */
export function problemsOf(step: CreateStep, draft: OfficeDraft): Record<string, string> {
  const found: Record<string, string> = {}
  const need = (field: string, value: string): void => {
    if (!value.trim()) found[field] = 'shell.required'
  }
  if (step === 'office') need('nameAr', draft.names.ar)
  if (step === 'letterhead') {
    if (filledLines(draft.ministry.ar).length === 0) found['ministryAr'] = 'shell.required'
    need('placeAr', draft.place.ar)
    need('placeOther', draft.place.other)
  }
  if (step === 'units') {
    if (filledUnits(draft.units).length === 0) found['unit0'] = 'shell.required'
    // A unit named in the second language only would have no name in Arabic letters.
    draft.units.forEach((unit, at) => {
      if (!unit.ar.trim() && [unit.fr, unit.en, unit.es].some((name) => name.trim()))
        found[`unit${at}`] = 'shell.required'
    })
  }
  if (step === 'registers') {
    const kept = firstRegisters.filter((kind) => draft.registers[kind].kept)
    if (kept.length === 0) found['registers'] = 'session.create.noRegister'
    for (const kind of kept)
      if (openingNumber(draft.registers[kind].opening) === null) found[kind] = 'session.create.openingBad'
  }
  if (step === 'administrator') {
    const { login, names, password, again } = draft.administrator
    need('personAr', names.ar)
    if (!Login.safeParse(login).success) found['login'] = 'session.create.loginBad'
    const problems = passwordProblems(password, again, login)
    if (problems.password) found['password'] = problems.password
    if (problems.again) found['again'] = problems.again
  }
  return found
}

export function toNewOffice(draft: OfficeDraft): NewOffice {
  const { login, names, password } = draft.administrator
  return {
    country: draft.country,
    timeZone: draft.timeZone,
    names: draft.names,
    ministry: { ar: filledLines(draft.ministry.ar), other: filledLines(draft.ministry.other) },
    place: draft.place,
    secondLanguage: draft.secondLanguage,
    units: filledUnits(draft.units),
    registers: firstRegisters
      .filter((kind) => draft.registers[kind].kept)
      .map((kind) => ({ kind, opening: openingNumber(draft.registers[kind].opening) ?? 1 })),
    ownApprovalAllowed: draft.ownApprovalAllowed,
    administrator: { login, names, password },
    language: draft.language,
  }
}
