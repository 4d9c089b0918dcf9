import type { LetterContent } from '../../contract/letters'
import type { SecondLanguage } from '../../contract/values'
import { policies } from '../../domain/policies'
import { words } from '../../domain/words'
import type { OfficeFacts } from '../desk'

type Original = {
  subject: string | null
  urgency: LetterContent['urgency']
  level: LetterContent['level']
  letterDate: string | null
}
type Correspondent = { nameAr: string; nameLatin: string; kind: 'person' | 'entity' } | null

/**
 * The reply, as one template: opening and closing as the country writes them, the reference to the letter it answers as
 * fields, one empty paragraph for what is being said. Everything in it can be changed.
 */
export function replyTemplate(
  office: OfficeFacts,
  second: SecondLanguage,
  original: Original,
  to: Correspondent,
): LetterContent {
  const policy = policies[office.country].letter
  const other = words[second].letter
  // A letter that bears no date is answered by its number: a sentence never names what is not there.
  const context = original.letterDate === null ? 'contextUndated' : 'context'
  const isArabic = /\p{Script=Arabic}/u.test(original.subject ?? '')
  return {
    secondLanguage: second,
    addressee: { ar: to ? `إلى ${to.nameAr || to.nameLatin}` : '', other: to?.nameLatin || to?.nameAr || '' },
    subject: { ar: isArabic ? (original.subject ?? '') : '', other: isArabic ? '' : (original.subject ?? '') },
    paragraphs: [
      { role: 'opening', ar: policy.opening, other: other.opening },
      { role: 'context', ar: policy[context], other: other[context] },
      { role: 'decision', ar: '', other: '' },
      { role: 'closing', ar: policy.closing, other: other.closing },
    ],
    enclosures: [],
    urgency: original.urgency,
    level: original.level,
    signatureMode: 'byDelegation',
  }
}
