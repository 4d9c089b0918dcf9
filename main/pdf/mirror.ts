/** The parts of a definition that have a left and a right. */
interface Node {
  direction?: 'rtl' | 'ltr'
  stack?: unknown
  columns?: unknown[]
  ul?: unknown
  ol?: unknown
  table?: { body: unknown[][]; widths?: unknown }
  layout?: unknown
  border?: [boolean, boolean, boolean, boolean]
  colSpan?: number
  /** What it is made of stands the other way round than it is read (structure.ts); of a list: markers at the right. */
  _rtl?: boolean
}

type LayoutFunction = (index: number, node: unknown, other: unknown) => unknown
type Layout = Record<string, LayoutFunction | unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const isFunction = (value: unknown): value is LayoutFunction => typeof value === 'function'

/** A row from the other side: a cell that spans columns keeps the cells it covers behind it. */
export function reversedRow(row: readonly unknown[]): unknown[] {
  const groups: unknown[][] = []
  for (let at = 0; at < row.length;) {
    const cell = row[at]
    const span = Math.max(1, (isNode(cell) && cell.colSpan) || 1)
    groups.push(row.slice(at, at + span))
    at += span
  }
  return groups.reverse().flat()
}

function swapSideBorders(cell: unknown): unknown {
  if (!isNode(cell) || !cell.border) return cell
  const [left, top, right, bottom] = cell.border
  return { ...cell, border: [right, top, left, bottom] }
}

/** Lines and paddings counted from the right: line 0 is the rightmost of `columns` + 1. */
function mirrorLayout(layout: unknown, columns: number): unknown {
  if (!isNode(layout)) return layout
  const given = layout as Layout
  const mirrored: Layout = { ...given }
  for (const name of ['vLineWidth', 'vLineColor', 'vLineStyle']) {
    const line = given[name]
    if (isFunction(line))
      mirrored[name] = (index: number, node: unknown, row: unknown) => line(columns - index, node, row)
  }
  const { paddingLeft, paddingRight, fillColor } = given
  if (isFunction(paddingLeft))
    mirrored.paddingRight = (index: number, node: unknown) => paddingLeft(columns - 1 - index, node, undefined)
  else delete mirrored.paddingRight
  if (isFunction(paddingRight))
    mirrored.paddingLeft = (index: number, node: unknown) => paddingRight(columns - 1 - index, node, undefined)
  else delete mirrored.paddingLeft
  if (isFunction(fillColor))
    mirrored.fillColor = (row: number, node: unknown, column: unknown) =>
      fillColor(row, node, columns - 1 - (column as number))
  return mirrored
}

function mirrorTable(node: Node, table: NonNullable<Node['table']>): void {
  const columns = Math.max(0, ...table.body.map((row) => row.length))
  table.body = table.body.map((row) => reversedRow(row).map(swapSideBorders))
  if (Array.isArray(table.widths)) table.widths = [...(table.widths as unknown[])].reverse()
  if (node.layout !== undefined) node.layout = mirrorLayout(node.layout, columns)
}

/**
 * pdfmake lays everything out from the left. For each subtree whose `direction` is rtl, reverses columns and tables (spans,
 * widths, side borders, layout functions) and sets list markers at the right, so that a definition is written in reading order.
 * Changes and returns `node`; call it once, on a fresh definition.
 */
export function mirrorRtl<T>(node: T, inherited?: 'rtl' | 'ltr'): T {
  if (Array.isArray(node)) {
    for (const child of node) mirrorRtl(child, inherited)
    return node
  }
  if (!isNode(node)) return node
  const direction = node.direction ?? inherited
  mirrorRtl(node.stack, direction)
  mirrorRtl(node.columns, direction)
  mirrorRtl(node.ul, direction)
  mirrorRtl(node.ol, direction)
  if (node.table) mirrorRtl(node.table.body, direction)
  if (direction !== 'rtl') return node
  node.columns?.reverse()
  if (node.table) mirrorTable(node, node.table)
  if (node.ul || node.ol) node._rtl = true
  // Turned round twice, they are as they were.
  else if (node.columns || node.table) {
    if (node._rtl) delete node._rtl
    else node._rtl = true
  }
  return node
}
