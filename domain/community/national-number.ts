import { normalise } from '../text/normalise'

/** How a country writes a person into their number, as data of its policy. Places count from 0. */
export type NationalNumber = {
  digits: number
  /** The digit that says the century, and the years it stands for. */
  century: { at: number; of: Readonly<Record<string, number>> }
  /** YYMMDD from here. */
  birthAt: number
  region: { at: number; names: Readonly<Record<string, { ar: string; other: string }>> }
  /** Odd: a man; even: a woman. */
  sexAt: number
}

export type NumberSays = { birthDate: string; sex: 'male' | 'female'; region: { ar: string; other: string } }
export type NumberProblem = 'length' | 'birth' | 'region'

/** What the number says of its bearer, or why it cannot be one. */
export function readNational(typed: string, rule: NationalNumber): NumberSays | { problem: NumberProblem } {
  const digits = normalise(typed).replace(/[\s-]/g, '')
  if (!/^\d+$/.test(digits) || digits.length !== rule.digits) return { problem: 'length' }
  const part = (at: number, length: number): string => digits.slice(at, at + length)
  const century = rule.century.of[part(rule.century.at, 1)]
  const birthDate = `${String((century ?? 0) + Number(part(rule.birthAt, 2)))}-${part(rule.birthAt + 2, 2)}-${part(rule.birthAt + 4, 2)}`
  if (century === undefined || !isDay(birthDate)) return { problem: 'birth' }
  const region = rule.region.names[part(rule.region.at, 2)]
  if (!region) return { problem: 'region' }
  return { birthDate, region, sex: Number(part(rule.sexAt, 1)) % 2 === 1 ? 'male' : 'female' }
}

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** Which facts of the card the number contradicts; what the card leaves open contradicts nothing. */
export function contradicted(says: NumberSays, card: { birthDate: string; sex: string }): ('birthDate' | 'sex')[] {
  return [
    ...(card.birthDate !== '' && !says.birthDate.startsWith(card.birthDate) ? (['birthDate'] as const) : []),
    ...(card.sex !== '' && card.sex !== says.sex ? (['sex'] as const) : []),
  ]
}
