/**
 * The Markdown of a guide as what is drawn: only the forms below, so that a text somebody wrote never becomes HTML. Chapters carry
 * their anchor in a line of its own (`<a id="restore"></a>`), the same in every language.
 */
export type Span = { kind: 'text' | 'name' | 'code'; text: string } | { kind: 'chapter'; text: string; chapter: string }
/** `step`: of a numbered list, `point`: of another; `id` is unique in the guide and the same in every language. */
export type Block = {
  id: string
  kind: 'heading' | 'paragraph' | 'step' | 'point'
  spans: Span[]
  /** As it is read, without marks: what is searched. */
  text: string
}
/** What stands before the first chapter has the guide's own name and title. */
export type Section = { id: string; title: string; blocks: Block[] }

const ANCHOR = /^<a id="([a-z]+)"><\/a>$/
const SPAN = /\*\*(?<name>.+?)\*\*|`(?<code>[^`]+)`|(?<image>!?)\[(?<said>[^\]]+)\]\((?<to>[^)]+)\)/g

/** @throws Error naming the line whose form the window cannot draw */
export function parseGuide(markdown: string, name: string): Section[] {
  const sections: Section[] = []
  let anchor = name
  for (const line of markdown.split('\n').map((raw) => raw.trimEnd())) {
    const [, id] = ANCHOR.exec(line) ?? []
    const [, marks, title = ''] = /^(##?) (.+)$/.exec(line) ?? []
    if (id) anchor = id
    else if (marks) sections.push({ id: anchor, title, blocks: [] })
    else if (line) addBlock(sections.at(-1), line)
  }
  return sections
}

function addBlock(section: Section | undefined, line: string): void {
  const [, heading, step, point] = /^(?:(### )|(\d+\. )|(- ))?/.exec(line) ?? []
  const mark = heading ?? step ?? point ?? ''
  const kind = heading ? 'heading' : step ? 'step' : point ? 'point' : 'paragraph'
  if (!section || /^[ #>|<-]|^\d+\)/.test(line.slice(mark.length))) throw new Error(`cannot be drawn: ${line}`)
  const spans = spansOf(line.slice(mark.length))
  const text = spans.map((span) => span.text).join('')
  section.blocks.push({ id: `${section.id}-${section.blocks.length + 1}`, kind, spans, text })
}

function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let at = 0
  const plain = (until: number): void => {
    const between = text.slice(at, until)
    if (/[*`<>]|\]\(/.test(between)) throw new Error(`cannot be drawn: ${between}`)
    if (between) spans.push({ kind: 'text', text: between })
  }
  for (const found of text.matchAll(SPAN)) {
    plain(found.index)
    const { name, code, image, said = '', to = '' } = found.groups ?? {}
    if (image) throw new Error(`cannot be drawn: ${found[0]}`)
    if (name) spans.push({ kind: 'name', text: name })
    else if (code) spans.push({ kind: 'code', text: code })
    else if (to.startsWith('#')) spans.push({ kind: 'chapter', text: said, chapter: to.slice(1) })
    // A page beside the guide: in the window there is only its name.
    else spans.push({ kind: 'text', text: said })
    at = found.index + found[0].length
  }
  plain(text.length)
  return spans
}

/** Blocks as they are drawn: what follows each other in one list stands in one list. */
export type Run = { list: 'ol' | 'ul' | null; blocks: Block[] }
export function runsOf(blocks: readonly Block[]): Run[] {
  const runs: Run[] = []
  for (const block of blocks) {
    const list = block.kind === 'step' ? 'ol' : block.kind === 'point' ? 'ul' : null
    const last = runs.at(-1)
    if (last && list !== null && last.list === list) last.blocks.push(block)
    else runs.push({ list, blocks: [block] })
  }
  return runs
}
