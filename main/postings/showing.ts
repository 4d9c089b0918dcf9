import type { PostingRow } from '../../contract/postings'
import type { Language, Level } from '../../contract/values'
import type { PostingRecord } from '../../db/postings/postings'
import { nameFor } from '../../domain/community/name'

export const addressee = (
  { nameAr, nameLatin }: { nameAr: string | null; nameLatin: string | null },
  language: Language,
): string => nameFor({ nameAr: nameAr ?? '', nameLatin: nameLatin ?? '' }, language).name

export function rowOf(line: PostingRecord, language: Language): PostingRow {
  const { id, entryId, numberText, listId, place, day, postedAt, postNumber, struckReason } = line
  return {
    ...{ id, entryId, numberText, listId, place, day, postedAt, postNumber, struckReason },
    level: line.level as Level,
    cancelled: line.cancelled !== 0,
    to: addressee(line, language),
    outcome:
      line.outcome === null || line.outcomeDay === null
        ? null
        : {
            what: line.outcome as NonNullable<PostingRow['outcome']>['what'],
            day: line.outcomeDay,
            by: line.outcomeBy ?? '',
            reason: line.outcomeReason as NonNullable<PostingRow['outcome']>['reason'],
            note: line.outcomeNote ?? '',
          },
  }
}
