/*
 * What a page says, as a tree beside what it looks like (ISO 32000 14.7): read off the definition before it is laid out. The nodes
 * that are text carry their element along (`_said`), so that whoever draws their lines knows what they belong to (tagging.ts).
 */

/** Standard structure types that our pages use. */
export type Tag =
  'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Figure'

export interface StructureElement {
  tag: Tag
  /** BCP 47. */
  language: string
  /** The language of Latin letters on this page. */
  latin: string
  children: StructureElement[]
  /** What was drawn of it, page by page: pdfkit's marked contents. */
  drawn: object[]
  alt?: string
  scope?: 'Row' | 'Column'
  colSpan?: number
  rowSpan?: number
}

/** What a page's languages are: whatever runs from the right is Arabic. */
export interface PageLanguages {
  /** The page's own. */
  page: string
  /** That of what runs from the left. */
  latin: string
}

interface Node {
  text?: unknown
  stack?: unknown[]
  columns?: unknown[]
  ul?: unknown[]
  ol?: unknown[]
  table?: { body: unknown[][]; headerRows?: number }
  alt?: string
  tag?: Tag
  direction?: 'rtl' | 'ltr'
  colSpan?: number
  rowSpan?: number
  _rtl?: boolean
  _said?: StructureElement
  _label?: StructureElement
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether there is something to read: room that is kept free is not said. */
function isSaid(text: unknown): boolean {
  if (Array.isArray(text)) return text.some(isSaid)
  if (isNode(text)) return isSaid(text.text)
  return text !== undefined && text !== null && String(text).trim() !== ''
}

/** Gives every text, table, list and picture of a definition its element. Call it once, on a definition that has been mirrored. */
export function structureOf(content: unknown[], { page, latin }: PageLanguages): StructureElement {
  const element = (tag: Tag, language: string, more: Partial<StructureElement> = {}): StructureElement => ({
    tag,
    language,
    latin,
    children: [],
    drawn: [],
    ...more,
  })
  const root = element('Document', page)
  const under = (parent: StructureElement, tag: Tag, more?: Partial<StructureElement>): StructureElement => {
    const child = element(tag, parent.language, more)
    parent.children.push(child)
    return child
  }
  const languageOf = (node: Node, parent: StructureElement): string =>
    node.direction === undefined ? parent.language : node.direction === 'rtl' ? 'ar' : latin

  /** pdfmake makes a node of a bare string later; it needs one now. */
  const each = (list: unknown[], parentOf: () => StructureElement, backwards = false): void => {
    const order = list.map((_, index) => index)
    if (backwards) order.reverse()
    for (const index of order) {
      if (typeof list[index] === 'string') list[index] = { text: list[index] }
      visit(list[index], parentOf())
    }
  }

  const visit = (node: unknown, parent: StructureElement): void => {
    if (Array.isArray(node)) return each(node, () => parent)
    if (!isNode(node)) return
    if (node.columns && node.tag === 'LI') return visitItem(node.columns, node._rtl === true, parent)
    if (node.columns) return each(node.columns, () => parent, node._rtl)
    if (node.stack && node.tag === 'L') {
      const list = under(parent, 'L')
      const isItem = node.stack.every((one) => isNode(one) && one.tag === 'LI')
      return each(node.stack, () => (isItem ? list : under(under(list, 'LI'), 'LBody')))
    }
    if (node.stack) return each(node.stack, () => parent)
    if (node.ul ?? node.ol) return visitList(node.ul ?? node.ol ?? [], parent)
    if (node.table) return visitTable(node, node.table, parent)
    if (node.alt) return void (node._said = under(parent, 'Figure', { alt: node.alt }))
    if (!isSaid(node.text)) return
    node._said = under(parent, node.tag ?? 'P', { language: languageOf(node, parent) })
  }

  /** What an item bears, and what it says. */
  const visitItem = (columns: unknown[], backwards: boolean, list: StructureElement): void => {
    const [label, body] = backwards ? [...columns].reverse() : columns
    const item = under(list, 'LI')
    if (isNode(label)) label._said = under(item, 'Lbl', { language: languageOf(label, list) })
    visit(body, under(item, 'LBody'))
  }

  const visitList = (items: unknown[], parent: StructureElement): void => {
    const list = under(parent, 'L')
    each(items, () => {
      const item = under(list, 'LI')
      under(item, 'Lbl')
      return under(item, 'LBody')
    })
    items.forEach((item, index) => {
      const label = list.children[index]?.children[0]
      if (isNode(item) && label) item._label = label
    })
  }

  /** A table of one column is a frame. Without heads the first cell of a row names it. */
  const visitTable = (
    { _rtl }: Node,
    { body, headerRows = 0 }: NonNullable<Node['table']>,
    parent: StructureElement,
  ): void => {
    if (Math.max(0, ...body.map((row) => row.length)) < 2) return body.forEach((row) => each(row, () => parent))
    const table = under(parent, 'Table')
    const covered = new Set<string>()
    body.forEach((row, at) => {
      const line = under(table, 'TR')
      const cells: { index: number; cell: unknown }[] = []
      for (let index = 0; index < row.length;) {
        const cell = row[index]
        const [across, down] = isNode(cell) ? [cell.colSpan ?? 1, cell.rowSpan ?? 1] : [1, 1]
        if (!covered.has(`${at} ${index}`)) cells.push({ index, cell })
        for (let below = 1; below < down; below++)
          for (let beside = 0; beside < across; beside++) covered.add(`${at + below} ${index + beside}`)
        index += across
      }
      if (_rtl) cells.reverse()
      cells.forEach(({ index, cell }, place) => {
        const scope = at < headerRows ? 'Column' : headerRows === 0 && place === 0 ? 'Row' : undefined
        const { colSpan = 1, rowSpan = 1 } = isNode(cell) ? cell : {}
        const own = under(line, scope ? 'TH' : 'TD', {
          ...(scope && { scope }),
          ...(colSpan > 1 && { colSpan }),
          ...(rowSpan > 1 && { rowSpan }),
        })
        const given = typeof cell === 'string' ? (row[index] = { text: cell }) : cell
        // A cell of one text holds it itself: half the elements of a long table.
        if (isNode(given) && isSaid(given.text)) {
          own.language = languageOf(given, own)
          given._said = own
        } else visit(given, own)
      })
    })
  }

  each(content, () => root)
  return root
}
