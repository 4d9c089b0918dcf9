import type { DeadlineRule as Rule, silences } from '../../contract/deadlines'
import type { Country, Names } from '../../contract/values'

type Silence = (typeof silences)[number]

/** A deadline the law or the office gives: data. `toConfirm`: the ministry must confirm it; `extension`: how much it may be made longer, once. */
export type DeadlineType = {
  kind: string
  names: Names
  /** What says so. */
  law: Names | null
  rule: Rule
  silence: Silence
  extension: number
  toConfirm?: true
}

const named = (ar: string, fr: string, en: string, es: string): Names => ({ ar, fr, en, es })
const counted = (amount: number, unit: Rule['unit'] = 'day'): Rule => ({
  ...{ amount, unit, firstCounts: false, lastCounts: true, moves: true },
  ...(unit === 'workingDay' || (unit === 'day' && amount < 40)
    ? { reminder: -7, alarm1: -3, alarm2: -1, escalation: 1 }
    : { reminder: -15, alarm1: -7, alarm2: -1, escalation: 1 }),
})

const COMPLAINT = named('شكاية', 'Réclamation', 'Complaint', 'Queja')
const INFORMATION = named('طلب معلومات', 'Demande d’information', 'Information request', 'Solicitud de información')
const LAW_55_19 = named('القانون 55.19', 'loi 55-19', 'law 55-19', 'ley 55-19')

export const deadlineTypes: Record<Country, readonly DeadlineType[]> = {
  MA: [
    {
      kind: 'complaint',
      names: COMPLAINT,
      law: named('المرسوم 2.17.265', 'décret 2-17-265', 'decree 2-17-265', 'decreto 2-17-265'),
      ...{ rule: counted(60), silence: 'none', extension: 0 },
    },
    {
      kind: 'act',
      names: named('قرار إداري', 'Acte administratif', 'Administrative act', 'Acto administrativo'),
      law: LAW_55_19,
      ...{ rule: counted(60), silence: 'none', extension: 30 },
    },
    {
      kind: 'listedAct',
      names: named(
        'قرار إداري يعد السكوت عنه موافقة',
        'Acte administratif, silence valant accord',
        'Administrative act, silence is consent',
        'Acto administrativo, silencio positivo',
      ),
      law: LAW_55_19,
      ...{ rule: counted(60), silence: 'consent', extension: 30 },
    },
    {
      kind: 'investment',
      names: named('ملف استثمار', 'Dossier d’investissement', 'Investment file', 'Expediente de inversión'),
      law: LAW_55_19,
      ...{ rule: counted(30), silence: 'consent', extension: 30 },
    },
    {
      kind: 'information',
      names: INFORMATION,
      law: named('القانون 31.13', 'loi 31-13', 'law 31-13', 'ley 31-13'),
      ...{ rule: counted(20, 'workingDay'), silence: 'none', extension: 20, toConfirm: true },
    },
  ],
  EG: [
    {
      kind: 'complaint',
      names: { ...COMPLAINT, ar: 'شكوى' },
      law: null,
      ...{ rule: counted(60), silence: 'none', extension: 0, toConfirm: true },
    },
    {
      kind: 'grievance',
      names: named('تظلم', 'Recours gracieux', 'Grievance', 'Recurso administrativo'),
      law: null,
      ...{ rule: counted(60), silence: 'refusal', extension: 0, toConfirm: true },
    },
  ],
  LB: [
    {
      kind: 'complaint',
      names: { ...COMPLAINT, ar: 'شكوى' },
      law: null,
      ...{ rule: counted(2, 'month'), silence: 'none', extension: 0, toConfirm: true },
    },
    {
      kind: 'information',
      names: INFORMATION,
      law: named('القانون 28/2017', 'loi 28/2017', 'law 28/2017', 'ley 28/2017'),
      ...{ rule: counted(15), silence: 'none', extension: 15 },
    },
    {
      kind: 'request',
      names: named('طلب إداري', 'Demande administrative', 'Administrative request', 'Solicitud administrativa'),
      law: null,
      ...{ rule: counted(2, 'month'), silence: 'refusal', extension: 0, toConfirm: true },
    },
  ],
}

/** How alarms stand around the end of what no policy names: an answer asked for by a day, a count of the office's own, a wait for somebody else. */
export const PLAIN_RULE: Rule = {
  ...{ amount: 10, unit: 'workingDay', firstCounts: false, lastCounts: true, moves: true },
  ...{ reminder: -5, alarm1: -2, alarm2: 0, escalation: 1 },
}
/** The same around the end of a long one. */
export const longRule: Rule = { ...PLAIN_RULE, reminder: -15, alarm1: -7, alarm2: -1 }
/** By how much a clock of this kind may be made longer, once; a day that was set, by a month. */
export const extensionOf = (country: Country, { kind, rule }: { kind: string; rule: Pick<Rule, 'amount'> }): number =>
  deadlineTypes[country].find((type) => type.kind === kind)?.extension ?? (rule.amount || 31)
