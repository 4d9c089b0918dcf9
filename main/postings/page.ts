import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { postingsOfList, type PostingRecord } from '../../db/postings/postings'
import { digits } from '../../domain/text/digits'
import { longDate } from '../../domain/text/dates'
import { inWords } from '../../domain/text/in-words'
import { fill, words, type Words } from '../../domain/words'
import type { Desk } from '../desk'
import { officeLines, printLines } from '../lists/lines-paper'
import { readerFormat } from '../register/printing'
import { addressee } from './showing'

const COLUMNS = ['place', 'postNumber', 'addressee', 'destination', 'ours', 'remark'] as const

/**
 * A posting list in two copies: one stays with the post, the other comes back stamped. Its words stand in the reader's language and
 * beside it in the office's other one: a post office is read to in neither alone. Subjects are no business of the post.
 * @returns diwan://print/<token>
 */
export async function printPostingList(desk: Desk, actor: Actor, listId: string): Promise<string> {
  const lines = (await postingsOfList(desk.db.read, actor, listId)).filter(({ struckAt }) => struckAt === null)
  const [first] = lines
  if (!first) throw new AppError('not-found')
  const format = await readerFormat(desk, actor)
  const { language } = format
  const beside = language === 'ar' ? desk.office.secondLanguage : 'ar'
  const said = (say: (w: Words['postingList']) => string, between = '\n'): string =>
    `${say(words[language].postingList)}${between}${say(words[beside].postingList)}`
  const n = lines.length
  return printLines(desk, actor, {
    entryIds: lines.map(({ entryId }) => entryId),
    name: `${words[language].postingList.title} ${first.day}`,
    format,
    model: {
      office: officeLines(desk, format),
      title: words[language].postingList.title,
      facts: [words[beside].postingList.title, longDate(first.day, format)],
      columns: COLUMNS.map((column) => ({ column, label: said((w) => w[column]) })),
      rows: lines.map((line, at) => ({ cells: cellsOf(line, at), kind: 'entry' as const })),
      ends: {
        lines: ([language, beside] as const).map((one) =>
          fill(words[one].postingList.total, {
            n: digits(n, one === 'ar' ? format.digits : 'latn'),
            words: inWords(n, one),
          }),
        ),
        signatures: [said((w) => w.sender), said((w) => w.post)],
      },
      copies: [said((w) => w.forPost, ' · '), said((w) => w.forOffice, ' · ')],
    },
  })

  function cellsOf(line: PostingRecord, at: number) {
    const value = (text: string) => ({ text, value: true as const })
    return [
      value(digits(at + 1, format.digits)),
      value(line.postNumber),
      { text: addressee(line, language) },
      { text: line.city ?? '' },
      value(digits(line.numberText, format.digits)),
      { text: '' },
    ]
  }
}
