import { basename } from 'node:path'
import { SaxesParser } from 'saxes'
import { AppError } from '../../contract/errors'
import type { ChooseSave } from '../lists/export'
import { writeWhole } from '../lists/whole-file'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What a map is drawn with; nothing of it runs, and nothing leads out of it. */
const DRAWN = ['svg', 'title', 'g', 'path', 'circle', 'text', 'line', 'rect']
const SAID =
  /^(xmlns|viewBox|width|height|role|lang|direction|transform|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|fill|fill-opacity|stroke|stroke-width|font-family|font-size|font-weight|text-anchor)$/

/** Keeps the picture of a map where the person says: what comes from the window is the picture it says it is, or nothing. */
export async function keepPicture(
  { name, format, data }: { name: string; format: 'svg' | 'png'; data: string },
  choose: ChooseSave,
): Promise<{ name: string } | null> {
  const bytes = Buffer.from(data, 'base64')
  const isOne = format === 'png' ? bytes.subarray(0, 8).equals(PNG) : isDrawing(bytes.toString('utf8'))
  if (!isOne) throw new AppError('invalid-input', { field: 'data' })
  const path = await choose(`${name}.${format}`)
  if (path === null) return null
  await writeWhole(path, (file) => file.writeFile(bytes))
  return { name: basename(path) }
}

export function isDrawing(text: string): boolean {
  let fits = text.startsWith('<svg ')
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name, attributes }) => {
    fits &&= DRAWN.includes(name) && Object.keys(attributes).every((one) => SAID.test(one))
  })
  for (const other of ['doctype', 'processinginstruction', 'cdata', 'error'] as const)
    parser.on(other, () => (fits = false))
  parser.write(text).close()
  return fits
}
