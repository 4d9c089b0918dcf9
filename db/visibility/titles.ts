import type { Language } from '../../contract/values'
import { descriptor, entityNames } from '../../domain/entities'
import { sql, type Reader } from '../core/sql'

/** The title of the row that two columns name, for a reader of that language. It asks nobody's leave: `visibleThere` stands beside it. */
export const titleThere = (named: { entity: string; id: string }, language: Language): string =>
  `coalesce(CASE ${named.entity} ${entityNames
    .flatMap((entity) => {
      const { title } = descriptor(entity)
      return title
        ? [`WHEN '${entity}' THEN (SELECT ${firstOf(title(language))} FROM "${entity}" t WHERE t.id = ${named.id})`]
        : []
    })
    .join(' ')} END, '')`

/** What is written there first; paths of our own descriptions, never of the wire. */
const firstOf = (paths: readonly string[]): string =>
  `coalesce(${[...paths.map((path) => `nullif(${columnAt(path)}, '')`), 'NULL'].join(', ')})`

function columnAt(path: string): string {
  const [column = '', ...inside] = path.split('.')
  return inside.length === 0 ? `t."${column}"` : `json_extract(t."${column}", '$.${inside.join('.')}')`
}

/** The same of one row in hand, whoever asks. */
export const titleOf = async (read: Reader, entity: string, id: string, language: Language): Promise<string> =>
  (
    await sql(read).one<{ title: string }>(
      `SELECT ${titleThere({ entity: 'x.entity', id: 'x.id' }, language)} AS title FROM (SELECT ? AS entity, ? AS id) x`,
      [entity, id],
    )
  )?.title ?? ''
