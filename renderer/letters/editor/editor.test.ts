import { describe, expect, it } from 'vitest'
import type { LetterField } from '../../../contract/letters'
import { parseMarked } from '../../../domain/letters/marks/parse'
import { leavesOf, lengthAt } from '../../../domain/letters/marks/places'
import { writeMarked } from '../../../domain/letters/marks/write'
import { drawn, type How } from './draw'
import { useHistory } from './history'
import { linesOfHtml } from './html'
import { placeOf, pointAt, readLines } from './read'

const how: How = {
  dir: 'rtl',
  figures: (number) => number,
  chip: (field: LetterField) => {
    const chip = document.createElement('span')
    chip.dataset['field'] = field
    chip.contentEditable = 'false'
    chip.append('12 نونبر 2026')
    return chip
  },
}
function editor(text: string): HTMLElement {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  root.append(...drawn(parseMarked(text), how))
  return root
}
const TEXTS = [
  '',
  'المؤرخة في {{letterDate}}، الهاتف 0537-76-12-34',
  'رقم {{number}}',
  '**{{number}}** و ++خط++',
  "# عنوان\n- واحد ''مائل''\n-- اثنان\n3. ثلاثة\n\nنص",
  '|# a | b | < |\n| ^ | **c** {{today}} | d |\n| 1 | 2 |  |\nfin',
]

describe('the editor of a paragraph', () => {
  it.each(TEXTS)('reads back what it draws: %j', (text) => {
    const again = writeMarked(readLines(editor(text)))
    // A cell that joins nothing above it is an empty one.
    expect(again).toBe(text.replace('| ^ |', '|  |'))
  })

  it.each(TEXTS)('finds each place of a caret again: %j', (text) => {
    const root = editor(text)
    const lines = readLines(root)
    leavesOf(lines).forEach((_, leaf) => {
      for (let at = 0; at <= lengthAt(lines, leaf); at++) {
        const { node, offset } = pointAt(root, { leaf, at })
        const found = placeOf(root, node, offset)
        // Inside a field there is no place: its beginning stands for all of it.
        expect(found?.leaf).toBe(leaf)
        if (!text.includes('{{')) expect(found).toEqual({ leaf, at })
      }
    })
  })

  it('reads what a browser adds: loose words, blocks, breaks', () => {
    const root = document.createElement('div')
    root.innerHTML = 'رقم <span data-field="number">x</span>\u200b<br>والسلام<div>ثان</div>'
    expect(writeMarked(readLines(root))).toBe('رقم {{number}}\nوالسلام\nثان')
  })

  it('knows where the caret is in what was typed into an empty one', () => {
    const root = editor('')
    expect(root.childNodes).toHaveLength(0)
    expect(placeOf(root, root, 0)).toEqual({ leaf: 0, at: 0 })
    root.append('نص')
    expect(placeOf(root, root.firstChild as Node, 2)).toEqual({ leaf: 0, at: 2 })
    expect(placeOf(root, root, 1)).toEqual({ leaf: 0, at: 2 })
    expect(pointAt(root, { leaf: 0, at: 1 })).toEqual({ node: root.firstChild, offset: 1 })
  })

  it('numbers are drawn in the figures of the language, one after the other', () => {
    const marks = [...editor('2. a\n7. b\n0.1. c\n- d').querySelectorAll<HTMLElement>('[data-mark]')]
    expect(marks.map(({ dataset }) => dataset['mark'])).toEqual(['2.', '3.', '3.1.', '•'])
  })
})

describe('what is pasted from elsewhere', () => {
  const pasted = (html: string): string | null => {
    const lines = linesOfHtml(html)
    return lines && writeMarked(lines)
  }

  it('Word: paragraphs, emphasis, its lists by their ranks, tables with spans', () => {
    const word = `<html xmlns:o="x"><head><style>p{color:red}</style></head><body>
      <h2>Objet</h2>
      <p class=MsoNormal>Un <b>mot</b> <i style='mso-bidi-font-style:normal'>deux</i>&nbsp;<u>trois</u><o:p></o:p></p>
      <p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Premier</p>
      <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Dedans</p>
      <table><tr><td rowspan=2><p>A</p></td><td colspan=2><p>B</p><p>C</p></td></tr><tr><td>1</td><td><b>2</b></td></tr></table>
    </body></html>`
    expect(pasted(word)).toBe(
      "# Objet\nUn **mot** ''deux'' ++trois++\n1. Premier\n-- Dedans\n| A | B C | < |\n| ^ | 1 | **2** |",
    )
  })

  it('lists in lists, heads of tables, what a browser wraps', () => {
    expect(pasted('<b style="font-weight:normal"><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul></b>')).toBe(
      '- a\n0.1. b\n- c',
    )
    expect(pasted('<table><thead><tr><th>n</th><th>m</th></tr></thead><tr><td>1</td><td>2</td></tr></table>')).toBe(
      '|# n | m |\n| 1 | 2 |',
    )
    expect(pasted('<span style="font-weight:700">gras</span> et <font>maigre</font><br>ligne')).toBe(
      '**gras** et maigre\nligne',
    )
  })

  it('nothing of it is run, loaded or kept but words', () => {
    const text = pasted(
      '<img src=x onerror="window.ran=1"><script>window.ran=1</script><a href="http://x">lien</a><p onclick="x">** | a</p>',
    )
    expect(text).toBe('lien\n\\*\\* | a')
    expect('ran' in window).toBe(false)
    expect(pasted('<p> </p>')).toBeNull()
  })
})

describe('steps back', () => {
  it('typing that goes on is one step; a step back is taken forward again until something else is done', () => {
    let time = 0
    const history = useHistory(() => time)
    const state = (text: string) => ({ lines: parseMarked(text), at: { leaf: 0, at: 0 } })
    history.keep(state(''), true)
    time += 100
    history.keep(state('a'), true)
    time += 5000
    history.keep(state('ab'), true)
    const back = history.back(state('abc'))
    expect(back && writeMarked(back.lines)).toBe('ab')
    expect(writeMarked(history.back(state('ab'))?.lines ?? [])).toBe('')
    expect(history.back(state(''))).toBeNull()
    expect(writeMarked(history.on(state(''))?.lines ?? [])).toBe('ab')
    history.keep(state('ab'))
    expect(history.on(state('x'))).toBeNull()
  })
})
