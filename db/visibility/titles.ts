import { entityNames, type EntityName } from '../../contract/entities'
import { sql, type Reader } from '../core/sql'

/** What people call a row, in SQL over its table `t`; null = nothing of its own. */
const titles: Record<EntityName, string | null> = {
  entry: 't.numberText',
  letter: `coalesce(nullif(json_extract(t.content, '$.subject.ar'), ''), json_extract(t.content, '$.subject.other'))`,
  contact: `coalesce(nullif(json_extract(t.nameAr, '$.full'), ''), json_extract(t.nameLatin, '$.full'))`,
  user: 't.login',
  unit: `json_extract(t.names, '$.ar')`,
  office: `json_extract(t.names, '$.ar')`,
  register: `json_extract(t.names, '$.ar')`,
  device: 't.name',
  file: 't.name',
  book: null,
  userKey: null,
  act: null,
  conflict: null,
}

/** The title of the row that two columns name. It asks nobody's leave: `visibleThere` stands beside it. */
export const titleThere = (named: { entity: string; id: string }): string =>
  `coalesce(CASE ${named.entity} ${entityNames
    .flatMap((entity) => {
      const title = titles[entity]
      return title === null
        ? []
        : [`WHEN '${entity}' THEN (SELECT ${title} FROM "${entity}" t WHERE t.id = ${named.id})`]
    })
    .join(' ')} END, '')`

/** The same of one row in hand, whoever asks. */
export const titleOf = async (read: Reader, entity: string, id: string): Promise<string> =>
  (
    await sql(read).one<{ title: string }>(
      `SELECT ${titleThere({ entity: 'x.entity', id: 'x.id' })} AS title FROM (SELECT ? AS entity, ? AS id) x`,
      [entity, id],
    )
  )?.title ?? ''
