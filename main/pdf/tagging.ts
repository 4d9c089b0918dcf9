import type { Document, LayoutBuilder, LayoutNode, Renderer } from './internals'
import type { StructureElement } from './structure'
import type { Line, ScriptTag } from './types'

/** pdfkit's marked content. */
interface Tagged extends Document {
  page: { dictionary: { data: Record<string, unknown> } }
  markContent(tag: string, options?: { lang?: string }): void
  markStructureContent(tag: string): object
  endMarkedContent(): void
  struct(tag: string, options: object, children: object[]): { dictionary: { data: Record<string, unknown> } }
  addStructure(element: object): void
}

/** What is neither read aloud nor copied in its place: rules, frames, heads and feet that stand on every page. */
const ARTIFACT = 'artifact'
type Marking = StructureElement | typeof ARTIFACT

interface State {
  page: object | null
  marking: Marking | null
  drawn: WeakSet<object>
}
/** A node that is drawn as it is. */
type Drawn = Pick<LayoutNode, '_said'>

const states = new WeakMap<Document, State>()

/** Documents that are drawn upon others' pages are not tagged: a structure of theirs would lead nowhere. */
const isTagged = (document: Document): boolean =>
  (document as { options?: { tagged?: boolean } }).options?.tagged === true

function stateOf(document: Tagged): State {
  let state = states.get(document)
  if (!state) states.set(document, (state = { page: null, marking: null, drawn: new WeakSet() }))
  // What was open on the page before, pdfkit closed with it.
  if (state.page !== document.page) Object.assign(state, { page: document.page, marking: null })
  return state
}

/** What is drawn from now on belongs to `marking`; neighbours of one marking share it. */
function enter(document: Document, marking: Marking): void {
  if (!isTagged(document)) return
  const tagged = document as Tagged
  const state = stateOf(tagged)
  if (state.marking === marking) return
  if (state.marking) tagged.endMarkedContent()
  else tagged.page.dictionary.data.Tabs = 'S'
  state.marking = marking
  if (marking === ARTIFACT) tagged.markContent('Artifact')
  else marking.drawn.push(tagged.markStructureContent(marking.tag))
}

/** A head of a table that is said again on the next page was said: lines are known by what their copies share. */
function markingOf(document: Document, { said, origin }: Line): Marking {
  if (!said || !origin || !isTagged(document)) return ARTIFACT
  const { drawn } = stateOf(document as Tagged)
  if (drawn.has(origin)) return ARTIFACT
  drawn.add(origin)
  return said
}

export function patchTagging(builder: LayoutBuilder, renderer: Renderer): void {
  const buildStock = builder.buildNextLine
  builder.buildNextLine = function (node: LayoutNode): Line | null {
    const line = buildStock.call(this, node)
    if (line && node._said) Object.assign(line, { said: node._said, origin: {} })
    return line
  }
  const listStock = builder.processList
  builder.processList = function (ordered: boolean, node: LayoutNode): void {
    for (const item of (ordered ? node.ol : node.ul) ?? [])
      for (const inline of item.listMarker?._inlines ?? []) if (item._label) inline.said = item._label
    listStock.call(this, ordered, node)
  }
  const lineStock = renderer.renderLine
  renderer.renderLine = function (line: Line, x: number, y: number): void {
    const label = line.inlines[0]?.said
    enter(this.pdfDocument, label ?? markingOf(this.pdfDocument, line))
    lineStock.call(this, line, x, y)
  }
  for (const name of ['renderVector', 'renderSVG', 'renderImage', 'renderWatermark'] as const) {
    const drawing = renderer as unknown as Record<typeof name, (this: Renderer, item: Drawn) => void>
    const stock = drawing[name]
    drawing[name] = function (this: Renderer, item: Drawn): void {
      enter(this.pdfDocument, item._said ?? ARTIFACT)
      stock.call(this, item)
    }
  }
}

const FOREIGN: Partial<Record<ScriptTag, string>> = { Arab: 'ar', Grek: 'el', Tfng: 'zgh', Hebr: 'he' }

/** The language of a run in `script` where it is another than its paragraph's: of Latin letters in Arabic, the page's second. */
export function languageOfRun({ said }: Line, script: ScriptTag | undefined): string | null {
  if (!said || !script) return null
  const own = script === 'Latn' ? said.latin : FOREIGN[script]
  return own === undefined || own === said.language ? null : own
}

/** Draws a run as of another language than its paragraph. */
export function inLanguage(document: Document, language: string | null, draw: () => void): void {
  if (language === null || !isTagged(document)) return draw()
  const tagged = document as Tagged
  tagged.markContent('Span', { lang: language })
  draw()
  tagged.endMarkedContent()
}

/** Writes the tree of what was drawn. Nothing of it that was never drawn stays, but the empty cells of a table. */
export function writeStructure(document: Document, root: StructureElement): void {
  const tagged = document as Tagged
  const written = (element: StructureElement, inherited: string): object | null => {
    const { tag, language, alt, scope, colSpan, rowSpan } = element
    const children = element.children.flatMap((child) => written(child, language) ?? [])
    const isEmpty = children.length === 0 && element.drawn.length === 0
    if (isEmpty && !(tag === 'TD' || tag === 'TH' || tag === 'Document')) return null
    const options = { ...(language !== inherited && { lang: language }), ...(alt && { alt }), ...(scope && { scope }) }
    const made = tagged.struct(tag, options, [...element.drawn, ...children])
    if (colSpan || rowSpan)
      made.dictionary.data.A = {
        O: 'Table',
        ...(scope && { Scope: scope }),
        ...(colSpan && { ColSpan: colSpan }),
        ...(rowSpan && { RowSpan: rowSpan }),
      }
    return made
  }
  const tree = written(root, root.language)
  if (tree) tagged.addStructure(tree)
}
