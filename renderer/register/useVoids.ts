import { useI18n } from 'vue-i18n'
import type { VoidRow } from '../../contract/register'
import { useFormat } from '../app/format'
import { isolated } from '../app/isolated'
import { useSession } from '../session/session'

/** What a void number says of itself: why, when and by whom; a reason of a newer version by its own word. */
export function useVoids() {
  const { t, te } = useI18n()
  const format = useFormat()
  const session = useSession()
  function reasonOf(reason: string | null): string {
    const key = `register.void.reasons.${reason ?? 'unknown'}`
    return te(key) ? t(key) : t('values.newer', { word: isolated(reason ?? '') })
  }
  const voidSaid = ({ reason, at, byNames }: VoidRow): string =>
    t('register.void.said', {
      reason: reasonOf(reason),
      at: isolated(format.dateTime(at)),
      name: isolated(session.nameIn(byNames) || '—'),
    })
  return { voidSaid }
}
