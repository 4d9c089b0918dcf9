import type { Balance, ValuableFacts } from '../../contract/valuables'
import { normalise } from '../text/normalise'

/** In thousandths: sums of money are sums of whole numbers. */
const thousandths = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(whole) * 1000n + BigInt(part.padEnd(3, '0'))
}
/** With no decimals, or with two, or with the third where it is needed. */
function written(sum: bigint): string {
  const [whole, part] = [sum / 1000n, sum % 1000n]
  if (part === 0n) return String(whole)
  const text = String(part).padStart(3, '0')
  return `${String(whole)}.${text.endsWith('0') ? text.slice(0, 2) : text}`
}
export const sumOf = (amounts: readonly string[]): string =>
  written(amounts.reduce((sum, amount) => sum + thousandths(amount), 0n))

/** An amount as somebody types it: `1 500,50`, `١٥٠٠٫٥٠`, `1.500,5`; null when it is none, or could be two. */
export function readAmount(typed: string): string | null {
  const text = normalise(typed)
    .replace(/[٫]/g, '.')
    .replace(/[\s\u00a0\u202f٬'’]/g, '')
  const found = /^(\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:([.,])(\d{1,3}))?$/.exec(text)
  if (!found) return null
  const [, grouped = '', mark, part] = found
  const groups = /[.,]/.exec(grouped)?.[0]
  // 1.500 alone may be a thousand and a half, or one and a half: whoever typed it says which.
  if (groups !== undefined && (new Set(grouped.replace(/\d/g, '')).size > 1 || mark === groups)) return null
  if (groups !== undefined && mark === undefined) return null
  if (groups === undefined && mark !== undefined && part?.length === 3) return null
  const whole = grouped.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')
  return part === undefined ? whole : `${whole}.${part}`
}

/** An amount and its currency come together. */
export const isWhole = ({ amount, currency }: Pick<ValuableFacts, 'amount' | 'currency'>): boolean =>
  (amount === null) === (currency === null)

type Thing = Pick<Balance, 'kind' | 'currency' | 'pieces' | 'amount'>
/** What there is, by kind and currency. */
export function balanceOf(things: readonly Thing[]): Balance[] {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const key = `${thing.kind} ${thing.currency ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), thing])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const amounts = group.flatMap(({ amount }) => amount ?? [])
    return {
      kind: first.kind,
      currency: first.currency,
      things: group.length,
      pieces: group.reduce((sum, { pieces }) => sum + pieces, 0),
      amount: amounts.length === 0 ? null : sumOf(amounts),
    }
  })
}
