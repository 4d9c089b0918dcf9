import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { draftFrom } from './file'
import { readDocx } from './docx'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="mc"'
const p = (...texts: string[]): string =>
  `<w:p><w:pPr><w:bidi/></w:pPr>${texts.map((t) => `<w:r><w:t xml:space="preserve">${t}</w:t></w:r>`).join('')}</w:p>`
const document = (body: string): string => `<w:document ${W}><w:body>${body}</w:body></w:document>`
const file = (bytes: Uint8Array, name = 'رسالة.docx'): File =>
  Object.assign(new File([], name), {
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
    text: () => Promise.resolve(new TextDecoder().decode(bytes)),
  }) as File
const docx = (body: string, raw = document(body)): File =>
  file(zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(raw) }))
const texts = async (body: string): Promise<string[]> => (await readDocx(docx(body))).map(({ text }) => text)

describe('the text of a Word document', () => {
  it('comes in its order: runs joined, tables and text boxes paragraph after paragraph', async () => {
    const cell = (inside: string): string => `<w:tc>${inside}</w:tc>`
    const table = `<w:tbl><w:tr>${cell(p('أ'))}${cell(`<w:tbl><w:tr>${cell(p('b'))}</w:tr></w:tbl>${p('ج')}`)}</w:tr></w:tbl>`
    const box = `<w:p><w:r><w:t>d</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('e')}</w:txbxContent></mc:Choice><mc:Fallback>${p('e')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`
    const signs =
      '<w:p><w:r><w:t>f</w:t><w:tab/><w:t>g</w:t><w:br/><w:t>h</w:t><w:noBreakHyphen/><w:t>i</w:t></w:r></w:p>'
    expect(await texts(p('سلام ', 'تام') + table + box + signs)).toEqual([
      'سلام تام',
      'أ',
      'b',
      'ج',
      'e',
      'd',
      'f g\nh-i',
    ])
  })

  it('what was deleted under tracking is not said, nor the code of a field; what was added is', async () => {
    const tracked =
      '<w:p><w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:instrText>DATE</w:instrText></w:r></w:p>'
    expect(await texts(tracked)).toEqual(['new'])
  })

  it('each paragraph by its script, with its braces as braces', async () => {
    const draft = await draftFrom(docx(p('سلام تام، PDF') + p('Monsieur, {{number}}')), 'es')
    expect(draft.body.blocks).toMatchObject([
      { ar: 'سلام تام، PDF', es: '' },
      { ar: '', es: 'Monsieur, { {number} }' },
    ])
  })

  it('a long one stands together, one longer than any letter is refused', async () => {
    const many = await texts(Array.from({ length: 400 }, (_, i) => p(`سطر ${i}`)).join(''))
    expect(many.length).toBeLessThanOrEqual(60)
    expect(many.join('\n').split('\n')).toHaveLength(400)
    await expect(texts(p('x'.repeat(200_000)))).rejects.toMatchObject({ params: { reason: 'docx-large' } })
  })

  const bomb = zipSync({ 'word/document.xml': new Uint8Array(17_000_000) })
  const lying = zipSync({ 'word/document.xml': strToU8(document(p('x'.repeat(5000)))) })
  new DataView(lying.buffer).setUint32(lying.length - 22 - 63 + 24, 40, true)
  it.each<[string, File, string]>([
    ['no zip', file(strToU8('%PDF-1.7')), 'docx-broken'],
    ['a zip of something else', file(zipSync({ 'xl/workbook.xml': strToU8('<x/>') })), 'docx-broken'],
    ['half a document', docx('', `<w:document ${W}><w:body><w:p>`), 'docx-broken'],
    ['entities that grow', docx('', `<!DOCTYPE x [<!ENTITY a "aa">]>${document(p('&a;'))}`), 'docx-unsafe'],
    ['an entity nobody declared', docx(p('&a;')), 'docx-broken'],
    ['depth without end', docx('<w:sdt>'.repeat(300) + '</w:sdt>'.repeat(300)), 'docx-unsafe'],
    ['a part that says it is enormous', file(bomb), 'docx-large'],
    ['a part that gives more than it said', file(lying), 'docx-broken'],
    ['no words', docx('<w:p/>'), 'docx-empty'],
  ])('%s is refused with its reason', async (_what, given, reason) => {
    await expect(readDocx(given)).rejects.toMatchObject({ code: 'document-unread', params: { reason } })
  })

  it('any bytes are words or a sentence', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (bytes, xml) => {
        for (const given of [file(bytes), docx('', xml)])
          await readDocx(given).catch((error: unknown) => expect(error).toBeInstanceOf(AppError))
      }),
      { numRuns: 60 },
    ))
})

describe('a template as a file', () => {
  it('of another form, of a later one, or none at all changes nothing and says so', async () => {
    for (const text of [
      '',
      '{',
      '[]',
      '{"diwan":"template","format":2}',
      JSON.stringify({ diwan: 'template', format: 1, names: {} }),
    ])
      await expect(draftFrom(file(strToU8(text), 'x.json'), 'fr')).rejects.toMatchObject({ code: 'template-file' })
  })
})
