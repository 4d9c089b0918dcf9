import { useI18n } from 'vue-i18n'
import type { CardDocument } from '../../contract/card'
import { contradicted, readNational } from '../../domain/community/national-number'
import { policies } from '../../domain/policies'
import type { Country } from '../../contract/values'
import { useFormat } from '../app/format'
import { useSession } from '../session/session'

type Said = { hint?: string; error?: string }

/** What a national number says of its bearer, under the field: a number that cannot be, or that the card contradicts, is an error there. */
export function useNationalNumber(): {
  sayOf: (document: CardDocument, card: { birthDate: string; sex: string }) => Said
} {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  return {
    sayOf: ({ kind, country, number }, card) => {
      const rule = Object.hasOwn(policies, country) ? policies[country as Country].civil.nationalNumber : null
      if (kind !== 'nationalId' || !rule || number.trim() === '') return {}
      const says = readNational(number, rule)
      if ('problem' in says)
        return { error: t(`community.national.${says.problem}`, { n: format.number(rule.digits) }) }
      const fields = contradicted(says, card).map((name) => t(`values.cardFields.${name}`))
      if (fields.length > 0)
        return { error: t('community.national.differs', { fields: fields.join(t('community.separator')) }) }
      const place = session.language === 'ar' ? says.region.ar : says.region.other
      const day = format.shortDate(says.birthDate)
      return { hint: t('community.national.says', { sex: t(`values.sexes.${says.sex}`), day, place }) }
    },
  }
}
