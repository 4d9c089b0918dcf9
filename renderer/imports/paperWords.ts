import { useI18n } from 'vue-i18n'
import type { PaperNumbers } from '../../contract/books'
import type { Entry } from '../../contract/register'
import { useFormat } from '../app/format'
import { isolated } from '../app/isolated'

/** What is said of a book that was transcribed from paper, wherever it is named. */
export function usePaperWords() {
  const { t } = useI18n()
  const format = useFormat()
  /** "Transcribed from paper, 1 to 412: 12 missing, 3 double" */
  function numbers({ lines, first, last, missing, doubled, unnumbered }: PaperNumbers): string {
    const range =
      first === null
        ? ''
        : t('imports.range', { first: isolated(format.number(first)), last: isolated(format.number(last ?? first)) })
    const faults = [
      ...(missing > 0 ? [format.count('imports.missing', missing)] : []),
      ...(doubled > 0 ? [format.count('imports.doubled', doubled)] : []),
      ...(unnumbered > 0 ? [format.count('imports.withoutNumber', unnumbered)] : []),
    ]
    const found = faults.length > 0 ? faults.join(t('register.listSeparator')) : t('imports.noFaults')
    return t('imports.numbers', { lines: format.count('imports.lines', lines), range, found })
  }
  const source = ({ file, line, at }: NonNullable<Entry['paper']>): string =>
    t(line === null ? 'imports.from' : 'imports.fromLine', {
      ...{ file: isolated(file), line: isolated(format.number(line ?? 0)), at: format.shortDate(format.dateOf(at)) },
    })
  return { numbers, source }
}
