import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { letterKinds, letterLayouts, type AddressRank, type LetterLayout } from '../../contract/letter-forms'
import { secondLanguages, type SecondLanguage } from '../../contract/values'
import { ranksOf } from '../../domain/policies/letters'
import { useSession } from '../session/session'

/** What a letter may be, said in the reader's language, and which forms of address their country has. */
export function useForms(second: () => SecondLanguage) {
  const { t } = useI18n()
  const session = useSession()
  const language = computed(() => t(`values.languageNames.${second()}`))
  /** «Français seul»: a layout of one language is called by that language. */
  const layoutName = (layout: LetterLayout): string => t(`values.letterLayouts.${layout}`, { language: language.value })
  return {
    kinds: computed(() => letterKinds.map((value) => ({ value, label: t(`values.letterKinds.${value}`) }))),
    layouts: computed(() => letterLayouts.map((value) => ({ value, label: layoutName(value) }))),
    languages: computed(() => secondLanguages.map((value) => ({ value, label: t(`values.languages.${value}`) }))),
    ranks: computed(() =>
      ranksOf(session.country).map((value): { value: AddressRank; label: string } => ({
        value,
        label: t(`values.addressRanks.${value}`),
      })),
    ),
    genders: computed(() => (['man', 'woman'] as const).map((value) => ({ value, label: t(`letters.form.${value}`) }))),
    /** Ranks that are said the same to a man and to a woman ask for neither. */
    isGendered: (rank: AddressRank): boolean => rank !== 'unknown' && rank !== 'several',
  }
}
