import { shallowRef, type Ref } from 'vue'
import { paragraphsOf } from '../../../contract/typed'
import * as edit from '../../../domain/letters/marks/edit'
import { isPlain, styles, textOfRuns, type Line, type Style } from '../../../domain/letters/marks/model'
import { linesOf, parseMarked, plainLines } from '../../../domain/letters/marks/parse'
import {
  leavesOf,
  lengthAt,
  removed,
  runsAt,
  sliced,
  standing,
  type Chosen,
  type Place,
} from '../../../domain/letters/marks/places'
import { belowCell, isInTable, tableChanged, tableInserted } from '../../../domain/letters/marks/table'
import { plainOf, writeMarked, writeText } from '../../../domain/letters/marks/write'
import { keyName } from '../../app/keys'
import { drawn, type How } from './draw'
import { useHistory } from './history'
import { linesOfHtml } from './html'
import { lineMarks, MARK_KEYS, type Mark, type MarksState } from './marks'
import { placeOf, pointAt, readLines, typedOf } from './read'

type Options = {
  root: Ref<HTMLElement | null>
  stored: Ref<string>
  marked: () => boolean
  readonly: () => boolean
  how: () => How
  /** The letter has marks from now on. */
  mark: () => void
  /** @returns false where a text of so many characters is not taken, and has said so */
  fits: (length: number) => boolean
  said: (state: MarksState) => void
}

/** Copied from one paragraph of a letter into another, a text stays what it is; other programs get its words. */
const OWN_TYPE = 'application/x-diwan-marks'

/**
 * The text of an editor: the browser types and deletes within a line, everything that makes a line something, parts it or brings it
 * together with another is done to the text itself (domain/letters/marks), which is then drawn again with its caret.
 */
export function useMarkedText(options: Options) {
  const { root, stored } = options
  const history = useHistory()
  /** Where the caret was when a menu took the focus. */
  const caret = shallowRef<{ from: Place; to: Place } | null>(null)
  /** The style of what is typed next, where it is another than that of the letter before. */
  let next: Partial<Record<Style, true>> | null = null

  const lines = (): Line[] => (root.value ? readLines(root.value) : [])

  function draw(text: readonly Line[] = linesOf(stored.value, options.marked())): void {
    // Places in the old nodes are nowhere in the new ones.
    caret.value = null
    root.value?.replaceChildren(...drawn(text, options.how()))
  }
  /** Drawn again only when the text came from elsewhere: drawing under somebody's hands would move their caret. */
  function refresh(now: string): void {
    if (!root.value || writeText(typedOf(lines()), options.marked()) === now) return
    history.forget()
    draw()
  }

  function selected(): { from: Place; to: Place } | null {
    const selection = document.getSelection()
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null
    if (!range || !root.value?.contains(range.commonAncestorContainer)) return null
    const from = placeOf(root.value, range.startContainer, range.startOffset)
    const to = placeOf(root.value, range.endContainer, range.endOffset)
    return from && to && { from, to }
  }
  function remember(): void {
    const now = selected()
    if (!now) return
    const { from, to } = caret.value ?? {}
    if (from?.leaf !== now.from.leaf || from.at !== now.from.at || to?.at !== now.to.at) next = null
    caret.value = now
    say()
  }
  const end = (text: readonly Line[]): Place => {
    const leaf = leavesOf(text).length - 1
    return { leaf, at: lengthAt(text, leaf) }
  }
  function chosen(): Chosen {
    const text = lines()
    // Beside the text (in a menu) what counts is where the caret was.
    const at = (document.activeElement === root.value ? selected() : null) ?? caret.value
    return at ? { lines: text, ...at } : standing(text, end(text))
  }
  function select({ from, to }: Pick<Chosen, 'from' | 'to'>): void {
    if (!root.value) return
    root.value.focus()
    const [a, b] = [pointAt(root.value, from), pointAt(root.value, to)]
    document.getSelection()?.setBaseAndExtent(a.node, a.offset, b.node, b.offset)
    caret.value = { from, to }
    say()
  }
  function say(): void {
    if (!caret.value) return
    const now: Chosen = { lines: lines(), ...caret.value }
    const line = now.lines[leavesOf(now.lines)[now.from.leaf]?.line ?? 0]
    const on = new Set<Mark>(styles.filter((style) => (next ? next[style] : edit.hasStyle(now, style))))
    for (const kind of lineMarks) if (line?.kind === kind) on.add(kind)
    options.said({ on, inTable: isInTable(now) })
  }

  function changed(): void {
    if (!root.value) return
    const text = typedOf(lines())
    if (!options.marked() && !isPlain(text)) {
      options.mark()
      stored.value = writeMarked(text)
    } else stored.value = writeText(text, options.marked())
  }
  /** A new text in place of the old one, with its caret. */
  function put(after: Chosen | null): boolean {
    if (!after) return false
    const before = chosen()
    history.keep({ lines: before.lines, at: before.from })
    show(after)
    return true
  }
  function show(after: Chosen): void {
    draw(after.lines)
    select(after)
    changed()
  }

  function mark(given: Mark): void {
    if (options.readonly()) return
    const now = chosen()
    if (given === 'bold' || given === 'italic' || given === 'underline') toggle(now, given)
    else if (given === 'heading' || given === 'bullet' || given === 'number') put(edit.ofKind(now, given))
    else if (!put(given === 'table' ? (isInTable(now) ? null : tableInserted(now)) : tableChanged(now, given)))
      select(now)
  }
  function toggle(now: Chosen, style: Style): void {
    const isCaret = now.from.leaf === now.to.leaf && now.from.at === now.to.at
    if (!isCaret) return void put(edit.styled(now, style))
    const { [style]: on, ...rest } = next ?? edit.styleAt(now)
    select(now)
    next = on ? rest : { ...rest, [style]: true }
    say()
  }

  /* ---------- keys ---------- */
  function step(to: 'back' | 'on'): void {
    const now = chosen()
    const state = history[to]({ lines: now.lines, at: now.from })
    if (state) show(standing(state.lines, state.at))
  }
  /** @returns whether the key was ours */
  function pressed(event: KeyboardEvent): boolean {
    if (event.isComposing) return false
    const name = keyName(event)
    if (options.readonly()) return false
    if (Object.hasOwn(MARK_KEYS, name)) mark(MARK_KEYS[name as keyof typeof MARK_KEYS])
    else if (name === 'Ctrl+z' || name === 'Ctrl+y') step(name === 'Ctrl+y' || event.shiftKey ? 'on' : 'back')
    else if (name === 'Tab' && !event.ctrlKey) return tabbed(event.shiftKey)
    else return false
    return true
  }
  /** Within a list a rank further in or out, in a table the next cell; else the next part of the page, as everywhere. */
  function tabbed(back: boolean): boolean {
    const now = chosen()
    if (put(edit.indented(now, back ? -1 : 1))) return true
    const leaves = leavesOf(now.lines)
    const to = now.from.leaf + (back ? -1 : 1)
    if (!isInTable(now) || leaves[to]?.cell === null || leaves[to] === undefined) return false
    select({ from: { leaf: to, at: 0 }, to: { leaf: to, at: lengthAt(now.lines, to) } })
    return true
  }

  /* ---------- what the browser is about to do ---------- */
  function before(event: InputEvent): void {
    if (event.isComposing || event.inputType === 'insertCompositionText') return
    const now = chosen()
    const isOne = now.from.leaf === now.to.leaf
    const isCaret = isOne && now.from.at === now.to.at
    const after = ours(event, now, isOne, isCaret)
    if (after === 'browser') history.keep({ lines: now.lines, at: now.from }, true)
    else {
      event.preventDefault()
      put(after)
    }
  }
  function ours(event: InputEvent, now: Chosen, isOne: boolean, isCaret: boolean): Chosen | null | 'browser' {
    const { inputType: type } = event
    if (type === 'insertParagraph' || type === 'insertLineBreak')
      return (isInTable(now) && belowCell(now)) || edit.parted(now)
    if (type === 'insertText' && event.data !== null) {
      const item = event.data === ' ' && isCaret ? edit.begunItem(now) : null
      if (item) return item
      if (isOne && !next) return 'browser'
      const style = next ?? undefined
      next = null
      return edit.typed(now, event.data, style)
    }
    if (type.startsWith('delete')) {
      if (type === 'deleteByDrag') return null
      if (!isOne) return removed(now)
      const length = lengthAt(now.lines, now.from.leaf)
      if (isCaret && now.from.at === 0 && type.endsWith('Backward')) return edit.joinedBefore(now)
      if (isCaret && now.from.at === length && type.endsWith('Forward')) return edit.joinedAfter(now)
      return fieldGone(now, isCaret && type === 'deleteContentBackward') ?? 'browser'
    }
    if (type === 'insertFromDrop')
      return edit.pasted(now, plainLines(paragraphsOf(event.dataTransfer?.getData('text/plain') ?? '')))
    return type === 'insertReplacementText' ? 'browser' : null
  }
  /** A field is taken away whole. */
  function fieldGone(now: Chosen, asked: boolean): Chosen | null {
    if (!asked) return null
    const text = textOfRuns(runsAt(now.lines, leavesOf(now.lines)[now.from.leaf])).slice(0, now.from.at)
    const token = /\{\{\w+\}\}$/.exec(text)?.[0]
    return token ? removed({ ...now, from: { ...now.from, at: now.from.at - token.length } }) : null
  }

  /* ---------- the clipboard ---------- */
  function copied(event: ClipboardEvent): void {
    const at = selected()
    // What is chosen over several texts is the browser's to copy.
    if (!at) return
    const now: Chosen = { lines: lines(), ...at }
    if (!event.clipboardData || (now.from.leaf === now.to.leaf && now.from.at === now.to.at)) return
    const text = writeMarked(sliced(now))
    event.clipboardData.setData('text/plain', plainOf(text, true))
    event.clipboardData.setData(OWN_TYPE, text)
    event.preventDefault()
    if (event.type === 'cut' && !options.readonly()) put(removed(now))
  }
  function pasted(event: ClipboardEvent): void {
    event.preventDefault()
    if (options.readonly() || !event.clipboardData) return
    const own = event.clipboardData.getData(OWN_TYPE)
    const html = own ? '' : event.clipboardData.getData('text/html')
    const plain = paragraphsOf(event.clipboardData.getData('text/plain'))
    // Two hundred pages would not be kept, and drawing them would hold the window up: the draft stays as it is.
    if (!options.fits(stored.value.length + Math.max(own.length, plain.length))) return
    const came = own ? parseMarked(paragraphsOf(own)) : (linesOfHtml(html) ?? (plain ? plainLines(plain) : null))
    if (!came) return
    const after = edit.pasted(chosen(), came)
    if (options.fits(writeMarked(after.lines).length)) put(after)
  }

  /** A field, or nothing: then only back to where the caret was. */
  function insert(token: string | null): void {
    const { from, to } = caret.value ?? standing(lines(), end(lines()))
    if (token === null) select({ from, to })
    else put(edit.typed(chosen(), token))
  }

  return { draw, refresh, remember, changed, pressed, before, copied, pasted, mark, insert }
}
