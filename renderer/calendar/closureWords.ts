import { closureKinds, feasts, type Closure } from '../../contract/calendar'
import type { Why } from '../../domain/calendar/calendar'
import { useI18n } from 'vue-i18n'
import { useSession } from '../session/session'

type Named = Pick<Closure, 'nameAr' | 'nameOther'> & { kind: string; feast: string | null }

/** What a closed day is called in the reader's language. */
export function useClosureWords() {
  const { t } = useI18n()
  const session = useSession()
  /** A word of a newer version is shown as it is. */
  const feast = (word: string): string => (feasts.some((one) => one === word) ? t(`calendar.feast.${word}`) : word)
  const kind = (word: string): string => (closureKinds.some((one) => one === word) ? t(`calendar.kind.${word}`) : word)
  const name = ({ nameAr, nameOther, ...one }: Named): string =>
    (session.language === 'ar' ? nameAr || nameOther : nameOther || nameAr) ||
    (one.feast === null ? kind(one.kind) : feast(one.feast))
  const why = (found: Why<Closure>): string =>
    found.is === 'weekend'
      ? t('calendar.weekend')
      : found.is === 'holiday'
        ? session.nameIn(found.holiday.names)
        : name(found.closure)
  return { feast, kind, name, why }
}
