import { validateXML } from 'xmllint-wasm'
import xsd from './diwan-letter.xsd?raw'

/** A thread of libxml2 is some hundred milliseconds; many files in one cost little more. */
const PIECE = 50

/**
 * Which of these texts the schema passes. What libxml2 says of a file names it, so that one that is broken speaks for itself alone; a text
 * that is not XML, or has a document type, was refused before it came here.
 */
export async function fitting(xmls: readonly string[]): Promise<boolean[]> {
  const fit: boolean[] = []
  for (let at = 0; at < xmls.length; at += PIECE) fit.push(...(await together(xmls.slice(at, at + PIECE))))
  return fit
}

async function together(piece: readonly string[]): Promise<boolean[]> {
  try {
    const { rawOutput } = await validateXML({
      xml: piece.map((contents, i) => ({ fileName: `capsule${i}.xml`, contents })),
      schema: [{ fileName: 'diwan-letter.xsd', contents: xsd }],
      modifyArguments: (args) => ['--nonet', ...args],
    })
    const passed = new Set(rawOutput.split('\n').map((line) => line.trim()))
    return piece.map((_, i) => passed.has(`capsule${i}.xml validates`))
  } catch (error) {
    // libxml2 gave up on one of them, with a number of its own; each is asked by itself.
    const gaveUp = error instanceof Error && 'code' in error && typeof error.code === 'number'
    if (!gaveUp) throw error
    if (piece.length === 1) return [false]
    const alone: boolean[] = []
    for (const one of piece) alone.push(...(await together([one])))
    return alone
  }
}
