import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { MOST_CHOSEN, type ExportColumn } from '../../contract/lists'
import { useFormat } from '../app/format'
import { shownColumns, type ColumnChoice } from '../register/registerGridColumns'
import type { useRegisterView } from '../register/useRegisterView'
import { useNotice } from '../ui/notice'
import { useChosen } from './useChosen'
import { useNumber } from './useNumber'

/** What is done with the lines of a register beside reading them: choosing them, taking them along, going to a number. */
export function useListTools(
  view: ReturnType<typeof useRegisterView>,
  choice: Ref<ColumnChoice>,
  within: () => { registerId: string; year: number },
) {
  const { t } = useI18n()
  const format = useFormat()
  const notice = useNotice()
  const chosen = useChosen(
    view.filter,
    { rowAt: view.rowAt, total: () => view.layout.value.entries },
    notice.error,
    () => notice.say(t('lists.chosen.most', { n: format.number(MOST_CHOSEN) }), 'soon'),
  )
  /** As they are drawn; the day of registration heads them there and is a column of its own on paper. */
  const columns = computed<ExportColumn[]>(() => {
    const [number, ...others] = shownColumns(choice.value)
    return [...(number ? [number] : []), 'day', ...others]
  })
  return { chosen, columns, byNumber: useNumber(() => view.text.value, within) }
}
