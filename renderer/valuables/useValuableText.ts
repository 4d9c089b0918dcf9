import { useI18n } from 'vue-i18n'
import type { Balance, Valuable } from '../../contract/valuables'
import { useFormat } from '../app/format'
import { isolated } from '../app/isolated'

/** What a thing is called where there is one line for it. */
export function useValuableText() {
  const { t, te } = useI18n()
  const format = useFormat()
  const kind = (of: string): string => (te(`values.valuableKinds.${of}`) ? t(`values.valuableKinds.${of}`) : of)
  const money = ({ amount, currency }: Pick<Balance, 'amount' | 'currency'>): string =>
    amount === null ? '' : isolated(`${format.digits(amount)} ${currency ?? ''}`)
  return {
    kind,
    money,
    name: (thing: Pick<Valuable, 'kind' | 'number' | 'amount' | 'currency' | 'pieces'>): string =>
      [
        kind(thing.kind),
        thing.number && isolated(format.digits(thing.number)),
        money(thing),
        thing.pieces > 1 ? format.count('valuables.pieces', thing.pieces) : '',
      ]
        .filter((part) => part !== '')
        .join(t('register.listSeparator')),
  }
}
