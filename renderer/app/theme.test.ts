import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve('renderer')
const styles = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[])
  .filter((name) => /\.(vue|css)$/.test(name) && !/(tokens|fonts)\.css$/.test(name))
  .flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8')
    const css = name.endsWith('.css')
      ? text
      : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style).join('\n')
    const bound = [...text.matchAll(/\bstyle="([^"]*)"/g)].map(([, style]) => style).join('\n')
    return [{ name, css: `${css}\n${bound}`.replace(/\/\*[\s\S]*?\*\//g, '') }]
  })

const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|navy|teal)(?![\w-])/i
/** What belongs to the theme; a place in itself (0, a half, an inner corner by `calc`, a layer within one component) does not. */
const THEMED = /^(?:font-size|font-weight|border-(?:[\w-]+-)?radius|z-index|box-shadow)$/
const OWN = /^(?:inherit|none|50%|[0-3]|calc\(var\(.*|.*var\(--[\w-]+\)|inset 0 -4px currentColor)$/

/** A declaration with a colour of its own, or with a size that is the theme's. */
const isLiteral = (name: string, value: string): boolean =>
  COLOUR.test(value) || (THEMED.test(name) && !OWN.test(value))
const literals = styles.flatMap(({ name, css }) =>
  [...css.matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)]
    .filter(([, property = '', value = '']) => isLiteral(property, value.trim()))
    .map(([found]) => `${name}: ${found}`),
)

it('what is looked for is known where it stands', () => {
  expect(styles.length).toBeGreaterThan(60)
  for (const [name, value] of [
    ['color', '#fff'],
    ['background', 'rgba(0, 0, 0, 0.3)'],
    ['border', '1px solid red'],
    ['font-size', '13px'],
    ['border-radius', '4px'],
    ['z-index', '20'],
  ] as const)
    expect(isLiteral(name, value)).toBe(true)
  expect(isLiteral('box-shadow', 'var(--focus)') || isLiteral('white-space', 'nowrap')).toBe(false)
})

it('the theme is one file: no style beside tokens.css has a colour, a size of type, a corner or a layer of its own', () => {
  expect(literals).toEqual([])
  expect(styles.filter(({ css }) => /\[data-(?:theme|density)/.test(css)).map(({ name }) => name)).toEqual([])
})
