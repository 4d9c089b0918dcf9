import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

/** Saves the refused rows with their reasons where the person says. */
export function useSaving(report: () => Promise<{ url: string; name: string }>) {
  const { t } = useI18n()
  const notice = useNotice()
  const busy = ref(false)
  async function save(): Promise<void> {
    busy.value = true
    try {
      const { url, name } = await report()
      const { saved } = await api.system.saveAs({ url, suggestedName: name })
      if (saved) notice.say(t('imports.refused.saved'))
    } catch (error) {
      notice.error(error)
    } finally {
      busy.value = false
    }
  }
  return { save, busy }
}
