import type { SecondLanguage } from '../../contract/values'
import { policies } from '../../domain/policies'
import type { ZonedFormat } from '../../domain/text/dates'
import { zoneOf } from '../../domain/text/zone'
import { nameIn, words, type Words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { Both, BothLines } from './text'

/** How an office's forms speak: Arabic in its country's way, beside its second language. */
export function bothIn(office: OfficeFacts): {
  second: SecondLanguage
  header: BothLines
  both: (say: (words: Words, format: ZonedFormat) => string) => Both
} {
  const { country, secondLanguage: second } = office
  const policy = policies[country]
  const zone = zoneOf(office)
  const ar: ZonedFormat = { language: 'ar', digits: policy.digits, country, zone }
  const other: ZonedFormat = { language: second, digits: 'latn', country, zone }
  return {
    second,
    header: {
      ar: [policy.state.ar, ...office.ministry.ar, office.names.ar],
      other: [policy.state[second], ...office.ministry.other, nameIn(office.names, second)],
    },
    both: (say) => ({ ar: say(words.ar, ar), other: say(words[second], other) }),
  }
}
