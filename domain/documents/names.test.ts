import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endingsOf, kinds } from './kinds'
import { fileNameFor } from './names'

describe('the name of a scan', () => {
  it.each([
    ['facture\u202efdp.exe', 'application/pdf', 'facturefdp.exe.pdf', 'an override does not hide an ending'],
    ['\u2067قرار\u2069.pdf', 'application/pdf', 'قرار.pdf', 'isolates are dropped'],
    ['re\u0301ponse.pdf', 'application/pdf', 'réponse.pdf', 'composed'],
    ['photo.pdf', 'image/jpeg', 'photo.jpg', 'the ending of what it is'],
    ['photo.JPEG', 'image/jpeg', 'photo.JPEG', 'another ending of the same kind stays'],
    ['scan', 'image/tiff', 'scan.tif', 'no ending'],
    ['417.2026', 'application/pdf', '417.2026.pdf', 'a year is no ending'],
    ['.pdf', 'application/pdf', '.pdf.pdf', 'a hidden file'],
    ['a/b\\c:d.pdf', 'application/pdf', 'a-b-c-d.pdf', 'no folder, no drive'],
    ['courrier.pdf. ', 'application/pdf', 'courrier.pdf', 'Windows would drop the end'],
    ['\u200f\u0000', 'image/png', 'scan.png', 'nothing is left'],
    ['نامه\u200cها.pdf', 'application/pdf', 'نامه\u200cها.pdf', 'a non-joiner of Persian stays'],
    ['Compte\u000brendu.pdf', 'application/pdf', 'Compte rendu.pdf', 'a break is a space'],
    ['old.bin', 'application/x-other', 'old.bin', 'of another kind'],
  ])('%j as %s is %s (%s)', (name, kind, expected) => expect(fileNameFor(name, kind)).toBe(expected))

  it('whatever it was: short, composed, without marks, with the ending of its kind, and the same when asked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...kinds), (name, kind) => {
        const made = fileNameFor(name, kind)
        expect(made.length).toBeLessThanOrEqual(160)
        expect(made).toBe(made.normalize('NFC'))
        expect(made).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}/\\]/u)
        expect(endingsOf[kind].some((ending) => made.toLowerCase().endsWith(`.${ending}`))).toBe(true)
        expect(fileNameFor(made, kind)).toBe(made)
      }),
    )
  })
})
