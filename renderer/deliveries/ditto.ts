export type TypedLine = { by: string; hour: string }

/** As clerks write it on paper in each of our languages, and the two of a keyboard. */
const DITTO = new Set(['"', '″', '〃', '»', '«', '”', '“', "''", '=', 'idem', 'id.', 'ídem', 'كذلك'])

/**
 * What was typed down a column, line by line: a ditto mark is the name above, no hour is the hour above. Null: nobody signed that
 * line, and a ditto under nobody is nobody.
 * @param hour what the first line is signed at where none is typed
 */
export function resolved(typed: readonly TypedLine[], hour: string): (TypedLine | null)[] {
  let above: TypedLine = { by: '', hour }
  return typed.map(({ by, hour: at }) => {
    const name = by.trim()
    if (name === '') return null
    const said = { by: DITTO.has(name.toLowerCase()) ? above.by : name, hour: at.trim() || above.hour }
    if (said.by === '') return null
    above = said
    return said
  })
}
