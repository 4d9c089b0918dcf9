import { useI18n } from 'vue-i18n'
import { useFormat } from '../app/format'

/** What is left over, in words, until it is nought (D1). */
export function useDifference(): (n: number) => string {
  const { t } = useI18n()
  const format = useFormat()
  return (n) =>
    n === 0 ? t('mail.difference.none') : format.count(`mail.difference.${n > 0 ? 'more' : 'fewer'}`, Math.abs(n))
}
