import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HARD_STRINGS } from './testing/hard-strings'
import { bare, pagesAsCopied } from './testing/reader'
import { renderProof } from './proof'

const fontsDir = join(resolve(__dirname, '../..'), 'resources/fonts')
const page = { width: 300, height: 200, margin: 20 }
const paragraphs = [{ direction: 'rtl', text: 'سلام تام' }]
const proof = { page, font: 'Amiri', fontSize: 12, paragraphs }

describe('a proof is refused with a reason', () => {
  test.each([
    ['another font', { ...proof, font: 'Arial' }, /Amiri/],
    ['no size', { ...proof, fontSize: 0 }, /fontSize|>0/],
    ['a negative width', { ...proof, page: { ...page, width: -1 } }, /width|>0/],
    ['margins that meet', { ...proof, page: { ...page, margin: 100 } }, /no room/],
    ['no paragraphs', { ...proof, paragraphs: [] }, /paragraphs|>=1/],
    ['an empty paragraph', { ...proof, paragraphs: [{ direction: 'rtl', text: ' ' }] }, /empty/],
    ['NUL', { ...proof, paragraphs: [{ direction: 'rtl', text: 'a\0' }] }, /NUL/],
    ['half a surrogate pair', { ...proof, paragraphs: [{ direction: 'ltr', text: '\ud800x' }] }, /surrogate/],
    ['a third direction', { ...proof, paragraphs: [{ direction: 'up', text: 'x' }] }, /rtl/],
    ['something else', 'text', /object/],
  ])('%s', async (_, input, reason) => {
    await expect(renderProof(input, fontsDir)).rejects.toThrow(reason)
  })
})

test('the same proof gives the same bytes', async () => {
  expect((await renderProof(proof, fontsDir)).equals(await renderProof(proof, fontsDir))).toBe(true)
})

test('a word wider than the measure does not stop the proof', async () => {
  const long = [{ direction: 'ltr', text: 'x'.repeat(400) }]
  expect((await renderProof({ ...proof, paragraphs: long }, fontsDir)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('at least 21 of the 28 hard strings are copied exactly as they were written', async () => {
  const hard = HARD_STRINGS.map(([, direction, text]) => ({ direction, text }))
  const pages = await pagesAsCopied(
    await renderProof({ ...proof, page: { ...page, width: 420 }, paragraphs: hard }, fontsDir),
  )
  const exact = hard.filter(({ text }, index) => bare(text) === bare(pages[index] ?? ''))
  expect(exact.length).toBeGreaterThanOrEqual(21)
  expect(exact.some(({ text }) => text.includes('م.ش/45'))).toBe(true)
})

test('a bracket is copied as it was written, also where its mirror image is drawn', async () => {
  const text = 'القسم a(b)c والمصلحة (جد) والمكتب'
  const [copied] = await pagesAsCopied(
    await renderProof({ ...proof, paragraphs: [{ direction: 'rtl', text }] }, fontsDir),
  )
  expect(bare(copied ?? '')).toBe(bare(text))
})
