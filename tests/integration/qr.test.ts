import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { sha256 } from '../../domain/hash'
import { keyIdOf, printLetterCode, readLetterCode } from '../../domain/letters/code'
import { newSigningKey, signer, verifySignature } from '../../domain/trust/keys'
import { letterModel } from '../../main/letters/compose'
import { renderLetter } from '../../main/letters/pdf/letter'
import { same } from '../fixtures/office'

const wasm = join(
  dirname(createRequire(import.meta.url).resolve('zxing-wasm/reader')),
  '../../reader/zxing_reader.wasm',
)

describe('the code on a letter', () => {
  it('is read from the printed page by an ordinary reader, and verifies with the office’s key alone', async () => {
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } })
    const key = newSigningKey()
    const code = {
      number: 'ص/2026/00230',
      date: '2026-11-20',
      sender: 'مكتب الضبط المركزي',
      frozen: sha256('تعيين أستاذين'),
      pages: 1,
      keyId: keyIdOf('01890000-0000-7000-8000-000000000001'),
    }
    const payload = printLetterCode(code, signer(key.seed))
    const { bytes } = await renderLetter(
      letterModel(
        {
          secondLanguage: 'fr',
          addressee: { ar: 'إلى السيدة', other: 'À Madame' },
          subject: { ar: 'تعيين أستاذين', other: 'Affectation' },
          paragraphs: [{ role: 'free', ar: 'نص', other: 'texte' }],
          enclosures: [],
          urgency: 'urgent',
          level: 'confidential',
          signatureMode: 'byOrder',
        },
        {
          office: {
            country: 'MA',
            timeZone: 'Africa/Casablanca',
            names: same('مكتب الضبط'),
            ministry: { ar: ['القطاع'], other: ['Département'] },
            place: { ar: 'الرباط', other: 'Rabat' },
          },
          original: null,
          date: '2026-11-20',
          issued: { numberText: code.number, date: '2026-11-21' },
          signed: { names: { ar: 'سعيد', other: 'Saïd' }, at: Date.UTC(2026, 10, 20) },
          qr: payload,
          createdAt: Date.UTC(2026, 10, 20),
        },
      ),
      { fontsDir: resolve('resources/fonts') },
    )
    const folder = mkdtempSync(join(tmpdir(), 'diwan-qr-'))
    writeFileSync(join(folder, 'letter.pdf'), bytes)
    // 150 dpi: what a modest office scanner or a phone held over the page sees.
    execFileSync('pdftoppm', ['-r', '150', '-png', join(folder, 'letter.pdf'), join(folder, 'page')])
    const { data, info } = await sharp(join(folder, 'page-1.png'))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const image = {
      data: new Uint8ClampedArray(data),
      width: info.width,
      height: info.height,
      colorSpace: 'srgb',
    } as ImageData
    const [found] = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true })
    expect(found?.text).toBe(payload)
    const read = readLetterCode(found?.text ?? '')
    if (read === null || read === 'misread') expect.fail('not read')
    expect(read.code).toEqual({ ...code, paper: 'letter', frozen: code.frozen.slice(0, 24) })
    expect(verifySignature(key.publicKey, read.text, read.signature)).toBe(true)
    expect(verifySignature(newSigningKey().publicKey, read.text, read.signature)).toBe(false)
  })
})
