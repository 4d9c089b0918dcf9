import { computed, type ComputedRef } from 'vue'
import type { SecondLanguage } from '../../contract/values'
import { useSession } from '../session/session'

/** The language beside Arabic in this office: what a text in Latin letters is read in. */
export function useSecondLanguage(): ComputedRef<SecondLanguage> {
  const session = useSession()
  return computed(() => session.office?.secondLanguage ?? 'fr')
}
