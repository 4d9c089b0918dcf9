import { computed, onMounted, ref } from 'vue'
import { useRegisters } from '../register/registers'
import { useSession } from '../session/session'
import { useNotice } from '../ui/notice'

/** The outgoing registers this PC gives numbers in (N7), and the one a notice takes its number from. */
export function useOutgoing() {
  const registers = useRegisters()
  const session = useSession()
  const notice = useNotice()
  const chosen = ref<string | null>(null)
  onMounted(() => registers.load().catch(notice.error))
  const options = computed(() =>
    registers.all
      .filter(({ kind, standing }) => kind === 'outgoing' && standing === 'taken')
      .map((one) => ({ value: one.id, label: session.nameIn(one.names) })),
  )
  const registerId = computed({
    get: () => chosen.value ?? options.value[0]?.value ?? null,
    set: (next) => (chosen.value = next),
  })
  return { options, registerId }
}
