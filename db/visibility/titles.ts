import { descriptor, entityNames } from '../../domain/entities'

/** The title of the row that two columns name. It asks nobody's leave: `visibleThere` stands beside it. */
export const titleThere = (named: { entity: string; id: string }): string =>
  `coalesce(CASE ${named.entity} ${entityNames
    .flatMap((entity) => {
      const { title } = descriptor(entity)
      return title
        ? [`WHEN '${entity}' THEN (SELECT ${firstOf(title)} FROM "${entity}" t WHERE t.id = ${named.id})`]
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
