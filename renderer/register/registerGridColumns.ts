/** Columns of the register in printed order. The number, the subject and the state cannot be hidden: they are the evidence. */
export const columnIds = [
  'number',
  'arrival',
  'letterDate',
  'correspondent',
  'reference',
  'subject',
  'class',
  'unit',
  'status',
] as const
export type ColumnId = (typeof columnIds)[number]

export const fixedColumns: readonly ColumnId[] = ['number', 'subject', 'status']
/** Seen once a person asks for it: an office without a filing plan has no use for it. */
const askedFor: readonly ColumnId[] = ['class']

/** Pixels at standard density; the subject takes what is left. */
const defaults: Record<ColumnId, number> = {
  number: 128,
  arrival: 100,
  letterDate: 100,
  correspondent: 172,
  reference: 122,
  subject: 260,
  class: 150,
  unit: 136,
  status: 150,
}
/** How far a column nobody set may give way before another is left out; the subject is what the clerk reads. */
const least: Partial<Record<ColumnId, number>> = {
  correspondent: 128,
  class: 108,
  unit: 108,
  status: 112,
  subject: 190,
}
/** Left out in this order when even that does not fit, and back as soon as it does. */
const givesWay: readonly ColumnId[] = ['unit', 'letterDate', 'reference', 'class']
const NARROWEST = 64
const WIDEST = 640

/** What a person chose for the grid; kept per person. */
export type ColumnChoice = { hidden: ColumnId[]; asked: ColumnId[]; widths: Partial<Record<ColumnId, number>> }

export const everything: ColumnChoice = { hidden: [], asked: [], widths: {} }

export const shownColumns = (choice: ColumnChoice): ColumnId[] => columnIds.filter((id) => isShown(choice, id))

export const isShown = ({ hidden, asked }: ColumnChoice, id: ColumnId): boolean =>
  fixedColumns.includes(id) || (askedFor.includes(id) ? asked.includes(id) : !hidden.includes(id))

export const widthOf = (choice: ColumnChoice, id: ColumnId): number => choice.widths[id] ?? defaults[id]

export const resized = (choice: ColumnChoice, id: ColumnId, width: number): ColumnChoice => ({
  ...choice,
  widths: { ...choice.widths, [id]: Math.round(Math.min(Math.max(width, NARROWEST), WIDEST)) },
})

export const toggled = (choice: ColumnChoice, id: ColumnId): ColumnChoice => ({
  ...choice,
  ...(askedFor.includes(id) ? { asked: turned(choice.asked, id) } : { hidden: turned(choice.hidden, id) }),
})
const turned = (ids: readonly ColumnId[], id: ColumnId): ColumnId[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]

/** `grid-template-columns`: fixed widths, and the subject as wide as the window allows unless somebody set it. */
export const template = (choice: ColumnChoice, subjectGrows = choice.widths.subject === undefined): string =>
  shownColumns(choice)
    .map((id) =>
      id === 'subject' && subjectGrows ? `minmax(${widthOf(choice, id)}px, 1fr)` : `${widthOf(choice, id)}px`,
    )
    .join(' ')

/** Narrower than this the grid scrolls sideways, with the number staying in place. */
export const leastWidth = (choice: ColumnChoice): number =>
  shownColumns(choice).reduce((sum, id) => sum + widthOf(choice, id), 0)

/** The choice as it is drawn in `room` pixels: columns nobody set give way first, then the least needed are left out. */
export function fitted(choice: ColumnChoice, room: number): ColumnChoice {
  let drawn = choice
  for (const leaving of [null, ...givesWay]) {
    if (leaving && isShown(drawn, leaving)) drawn = toggled(drawn, leaving)
    const missing = leastWidth(drawn) - room
    if (missing <= 0) return drawn
    const spare = shownColumns(drawn).flatMap((id) => {
      const floor = least[id]
      return floor === undefined || choice.widths[id] !== undefined ? [] : [{ id, spare: widthOf(drawn, id) - floor }]
    })
    const total = spare.reduce((sum, one) => sum + one.spare, 0)
    if (total < missing) continue
    const share = spare.map(({ id, spare }) => [id, widthOf(drawn, id) - Math.ceil((spare * missing) / total)] as const)
    return { ...drawn, widths: { ...drawn.widths, ...Object.fromEntries(share) } }
  }
  return drawn
}

/** Reads what was kept; what no longer makes sense is dropped, so an old choice cannot break the register. */
export function parseChoice(kept: string | null): ColumnChoice {
  if (!kept) return everything
  let value: unknown
  try {
    value = JSON.parse(kept)
  } catch {
    return everything
  }
  if (typeof value !== 'object' || value === null) return everything
  const { hidden, asked, widths } = value as { hidden?: unknown; asked?: unknown; widths?: unknown }
  const read: ColumnChoice = { hidden: [], asked: [], widths: {} }
  for (const id of columnIds) {
    if (Array.isArray(hidden) && hidden.includes(id) && !fixedColumns.includes(id)) read.hidden.push(id)
    if (Array.isArray(asked) && asked.includes(id) && askedFor.includes(id)) read.asked.push(id)
    const width = typeof widths === 'object' && widths !== null ? (widths as Record<string, unknown>)[id] : undefined
    if (typeof width === 'number' && width >= NARROWEST && width <= WIDEST) read.widths[id] = width
  }
  return read
}
