import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { deadlineTabs } from '../../contract/deadlines'
import { useFormat } from '../app/format'
import { api } from '../bridge/client'
import { useSession } from '../session/session'
import { useNotice } from '../ui/notice'
import { useDeadlineCounts } from './useDeadlineCounts'

const AGAIN = 5 * 60_000

/** While the window stands: what came to a later stage is said in one line, once (W4). */
export function useAlarms(): void {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const notice = useNotice()
  const counts = useDeadlineCounts()
  async function look(): Promise<void> {
    if (!session.can('register:read')) return
    await counts.load()
    const { byPlace } = await api.deadlines.news({})
    const said = deadlineTabs.flatMap((place) =>
      byPlace[place] > 0 ? [format.count(`deadlines.news.${place}`, byPlace[place])] : [],
    )
    if (said.length === 0) return
    const tone = byPlace.escalated + byPlace.alarm2 > 0 ? 'late' : 'soon'
    notice.say(`${t('deadlines.title')}: ${said.join(t('deadlines.news.and'))}.`, tone)
  }
  const asked = (): void => void look().catch(notice.error)
  // A window that stays open over midnight comes to the next day's alarms.
  const clock = setInterval(asked, AGAIN)
  const off = api.deadlines.on('changed', asked)
  onMounted(asked)
  onBeforeUnmount(() => {
    clearInterval(clock)
    off()
  })
}
