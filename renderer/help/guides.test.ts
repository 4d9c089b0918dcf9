import { describe, expect, it } from 'vitest'
import { languages, type Language } from '../../contract/values'
import { policies } from '../../domain/policies'
import { words } from '../../domain/words'
import { chapters } from './chapters'
import { hitsIn } from './find'
import { parseGuide, type Block, type Section } from './guide'
import { guideIn } from './guides'

type Tree = { [key: string]: string | Tree }
const files = import.meta.glob<Tree>('../locales/*/*.json', { eager: true, import: 'default' })
const { registry } = policies.MA.words
const guides = Object.fromEntries(
  await Promise.all(
    languages.map(async (language) => {
      const both = [await guideIn(language, 'clerk', registry), await guideIn(language, 'administrator', registry)]
      return [language, both.flat()] as const
    }),
  ),
) as Record<Language, Section[]>
const blocksOf = (language: Language): Block[] => guides[language].flatMap(({ blocks }) => blocks)

/** French writes a space of its own before a colon, here and there. */
const oneSpace = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
/** What the window writes, and under which keys: a name without the values that are put into it. */
function writtenIn(language: Language): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const walk = (tree: Tree, at: string): void => {
    for (const [key, value] of Object.entries(tree))
      if (typeof value !== 'string') walk(value, `${at}.${key}`)
      else {
        const said = oneSpace(value.replaceAll("@:{'country.registry'}", registry).replace(/\{\w+\}/g, '')).trim()
        found.set(said, (found.get(said) ?? new Set()).add(`${at}.${key}`))
      }
  }
  for (const [path, tree] of Object.entries(files)) if (path.includes(`/${language}/`)) walk(tree, path.slice(14, -5))
  walk(words[language].values, 'values')
  return found
}
const written = Object.fromEntries(languages.map((l) => [l, writtenIn(l)])) as Record<
  Language,
  Map<string, Set<string>>
>
const namesOf = (block: Block): string[] =>
  block.spans.flatMap(({ kind, text }) => (kind === 'name' ? [oneSpace(text)] : []))

describe.each(languages)('the guides in %s', (language) => {
  it('has the chapters of the window, in its order, under the names the window gives them', () => {
    const { clerk, administrator } = chapters
    expect(guides[language].map(({ id }) => id)).toEqual(['clerk', ...clerk, 'administrator', ...administrator])
    const inside = guides[language].filter(({ id }) => !(id in chapters)).map(({ id, title }) => [id, title])
    expect(Object.fromEntries(inside)).toEqual(files[`../locales/${language}/help.json`]?.['chapters'])
  })

  it('says the same, paragraph by paragraph, as in English', () => {
    const shape = (blocks: Block[]): string[] => blocks.map(({ id, kind }) => `${id} ${kind}`)
    expect(shape(blocksOf(language))).toEqual(shape(blocksOf('en')))
    expect(blocksOf('en').length).toBeGreaterThan(200)
  })

  it('calls every button, field and page as the window does: a renamed one fails here', () => {
    const unknown = blocksOf(language).flatMap((block) =>
      namesOf(block)
        .filter((name) => !written[language].has(name))
        .map((name) => `${block.id}: ${name}`),
    )
    expect(unknown).toEqual([])
    expect(blocksOf(language).flatMap(namesOf).length).toBeGreaterThan(200)
  })

  it('names the same buttons in each paragraph as in English', () => {
    const keysIn = (of: Language, name: string): Set<string> => written[of].get(name) ?? new Set()
    const differ = blocksOf('en').filter((english, at) => {
      const left = namesOf(blocksOf(language)[at] ?? english)
      for (const name of namesOf(english)) {
        const same = left.findIndex((other) => [...keysIn('en', name)].some((key) => keysIn(language, other).has(key)))
        if (same < 0) return true
        left.splice(same, 1)
      }
      return left.length > 0
    })
    expect(differ.map(({ id, text }) => `${id} ${text}`)).toEqual([])
  })

  it('quotes the same commands and leads to the same chapters as in English', () => {
    const exact = (block: Block): string[] =>
      block.spans.flatMap((s) => (s.kind === 'code' ? [s.text] : s.kind === 'chapter' ? [s.chapter] : [])).sort()
    const systems = /^(Debian|Ubuntu|Windows)$/
    expect(blocksOf(language).map((b) => exact(b).filter((text) => !systems.test(text)))).toEqual(
      blocksOf('en').map(exact),
    )
    const to = blocksOf(language).flatMap(({ spans }) =>
      spans.flatMap((s) => (s.kind === 'chapter' ? [s.chapter] : [])),
    )
    const known: string[] = Object.values(chapters).flat()
    expect(to.filter((chapter) => !known.includes(chapter))).toEqual([])
  })
})

describe('the search of the guide', () => {
  const found = (language: Language, query: string): string[] =>
    hitsIn(guides[language], query).flatMap(({ rows }) => rows.map(({ id }) => id))

  it.each([
    ['ar', 'أخذت ورقة الرمز', 'lose-9'],
    ['ar', 'أُخِذَتْ وَرَقَةُ الرَّمْزِ', 'lose-9'],
    ['ar', 'الورقه رمز اخذت', 'lose-9'],
    ['fr', 'revocation vole', 'server-4'],
    ['fr', 'RÉVOCATION volé', 'server-4'],
    ['en', 'stolen revoking', 'server-4'],
    ['en', 'Stölen REVOKING', 'server-4'],
    ['es', 'revocación robado', 'server-4'],
    ['es', 'revocacion ROBADO', 'server-4'],
  ] as const)('in %s finds by «%s» the paragraph %s', (language, query, id) =>
    expect(found(language, query)).toEqual([id]),
  )
  it('finds a heading, stands under the chapter it is in, and finds nothing for what is not there', () => {
    expect(hitsIn(guides.en, 'proxy').map(({ title }) => title)).toEqual(['When the line is cut'])
    expect(found('en', 'stolen')).toContain('lose-8')
    expect(found('ar', 'زرافة')).toEqual([])
    expect(found('ar', '،')).toEqual([])
  })
})

describe('what the window draws', () => {
  it('has nothing of Markdown left in it', () => {
    expect(blocksOf('en').filter(({ text }) => /[*`<>[\]]/.test(text))).toEqual([])
    expect(parseGuide('# A\nPress **B**, see [C](#restore), `d`.', 'clerk')[0]?.blocks[0]?.spans).toEqual([
      { kind: 'text', text: 'Press ' },
      { kind: 'name', text: 'B' },
      { kind: 'text', text: ', see ' },
      { kind: 'chapter', text: 'C', chapter: 'restore' },
      { kind: 'text', text: ', ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: '.' },
    ])
  })
  it.each([
    '| a | b |',
    '<b>a</b>',
    '```sh',
    '> a',
    '   indented',
    '#### a',
    'a *b* c',
    '![a](b.png)',
    'a text <script>',
  ])('a form it cannot draw is refused, never drawn as HTML: %s', (line) =>
    expect(() => parseGuide(`# A\n${line}`, 'clerk')).toThrow('cannot be drawn'),
  )
})

describe('the Arabic guide', () => {
  it('has no Latin letters beside what is isolated', () => {
    const mixed = blocksOf('ar').flatMap(({ id, spans }) =>
      spans
        .filter(({ kind, text }) => kind !== 'code' && /[A-Za-z]/.test(text.replace('USB', '')))
        .map(({ text }) => `${id} ${text}`),
    )
    expect(mixed).toEqual([])
  })
  it('calls the registry office as the country does', async () => {
    const text = (guide: Section[]): string => JSON.stringify(guide)
    expect(
      text([...(await guideIn('ar', 'clerk', 'القلم')), ...(await guideIn('ar', 'administrator', 'القلم'))]),
    ).not.toContain(registry)
    expect(text(guides.ar)).toContain(`رئيس ${registry}`)
  })
})
