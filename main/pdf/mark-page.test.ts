import { resolve } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import { textOfPdf } from '../documents/pages/text'
import { markPages } from './mark-page'

it('P4: every page of a paper bears the mark, upright and lying, and stays as large as it was', async () => {
  const paper = await PDFDocument.create()
  for (const size of [
    [595, 842],
    [842, 595],
  ] as [number, number][])
    paper.addPage(size).drawText('Lyon')
  const mark = { createdAt: 0, said: { ar: 'قُرئ بكسر الزجاج', other: 'Bris de glace' } }
  const made = await markPages({ bytes: await paper.save(), mark }, { fontsDir: resolve('resources/fonts') })
  const read = await PDFDocument.load(made.bytes)
  expect(made.pages).toBe(2)
  expect(read.getPages().map((page) => page.getSize())).toEqual([
    { width: 595, height: 842 },
    { width: 842, height: 595 },
  ])
  // Across the page and along its edge, and each time to be read.
  const words = await textOfPdf(new Uint8Array(made.bytes))
  expect(words.match(/Bris de glace/g)?.length).toBe(4)
  expect(words).toContain('Lyon')
})
