import type { Balance, Valuable } from '../../contract/valuables'
import { longDate, time } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { balanceOf } from '../../domain/valuables/amount'
import { fill, type Words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'
import { isolate } from '../pdf/isolate'
import type { Both } from '../pdf/text'

const kindIn = (words: Words, kind: string): string =>
  (words.values.valuableKinds as Record<string, string>)[kind] ?? kind

/**
 * The stock-taking (D3): what the book says is in the safe, what of it was not found, and room for both keepers to sign. What a person may
 * not see is not on the paper they print (A2).
 * @param by what was found there, and what lies there that the book does not name
 */
export function stockModel(
  things: readonly Valuable[],
  by: { there: ReadonlySet<string>; beside: string; at: number },
  office: OfficeFacts,
): FormModel {
  const { both, header, second } = bothIn(office)
  const missing = things.filter(({ id }) => !by.there.has(id))
  const found = things.filter(({ id }) => by.there.has(id))
  const differs = missing.length + (by.beside === '' ? 0 : 1)
  const day = dateOf(by.at, zoneOf(office))
  const line = (thing: Valuable, isMissing: boolean): { number: string; what: string; count: string } => ({
    number: digits(thing.numberText, 'latn'),
    what: [
      ...(isMissing ? [named(both((w) => w.valuables.missing))] : []),
      named(both((w) => kindIn(w, thing.kind))),
      thing.number,
      thing.owner,
      money(thing),
    ]
      .filter((part) => part !== '')
      .join(' · '),
    count: String(thing.pieces),
  })
  return {
    createdAt: by.at,
    second,
    header,
    title: both((w) => w.valuables.stock),
    number: day,
    marks: differs === 0 ? [] : [both((w, f) => fill(w.valuables.differs, { n: digits(differs, f.digits) }))],
    rows: [
      {
        label: both((w) => w.valuables.taken),
        value: {
          both: both((w, f) =>
            fill(w.receipt.dayAndHour, { day: longDate(dateOf(by.at, f.zone), f), hour: time(by.at, f) }),
          ),
        },
      },
      { label: both((w) => w.valuables.things), value: { alone: String(things.length) } },
      // A safe with more kinds of money than these has its lines all the same.
      ...balanceOf(things)
        .slice(0, 24)
        .map((sum) => ({
          label: both((w) => kindIn(w, sum.kind)),
          value: { alone: [String(sum.pieces), money(sum)].filter((part) => part !== '').join(' · ') },
        })),
      {
        label: both((w) => w.valuables.missing),
        value: { alone: String(missing.length) },
      },
      {
        label: both((w) => w.valuables.beside),
        value: by.beside === '' ? { both: both((w) => w.valuables.nothing) } : { typed: [by.beside] },
      },
    ],
    pieces:
      things.length === 0
        ? null
        : {
            heads: {
              number: both((w) => w.print.registerNumber),
              what: both((w) => w.slip.what),
              count: both((w) => w.slip.many),
            },
            rows: [...missing.map((thing) => line(thing, true)), ...found.map((thing) => line(thing, false))],
          },
    signatures: [
      { label: both((w) => w.valuables.first), said: [] },
      { label: both((w) => w.valuables.second), said: [] },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(day, f) })),
    code: null,
  }
}

/** Both keepers read it, whichever of the two languages is theirs. */
const named = ({ ar, other }: Both): string => (ar === other ? ar : `${ar} / ${isolate(other)}`)

const money = ({ amount, currency }: Pick<Balance, 'amount' | 'currency'>): string =>
  amount === null ? '' : `${amount} ${currency ?? ''}`
