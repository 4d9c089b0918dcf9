import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { textOf, type Row } from '../../domain/sheets/cell'
import { headingsOf } from '../../domain/sheets/headings'
import { Sheet, type Look } from './sheet'

const folder = mkdtempSync(join(tmpdir(), 'diwan-sheet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const named = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

async function read(path: string, change: Partial<Look> = {}): Promise<{ look: Look; rows: Row[]; joined: number }> {
  const sheet = await Sheet.open(path)
  try {
    sheet.look = { ...sheet.look, ...change } as Look
    const merges = await sheet.learn()
    const rows: Row[] = []
    for await (const some of sheet.rows()) rows.push(...some)
    return { look: sheet.look, rows, joined: merges.length }
  } finally {
    await sheet.close()
  }
}
const texts = (rows: readonly Row[]): string[][] => rows.map(({ cells }) => cells.map(textOf))

/** A workbook as a program writes it, of the rows' XML. */
function workbook(
  rows: string,
  more: { book?: string; shared?: string; styles?: string; after?: string; raw?: Record<string, string> } = {},
): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="r">${more.book ?? ''}<sheets><sheet name="الوارد" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/s.xml"/><Relationship Id="b" Type="t/styles" Target="/xl/styles.xml"/><Relationship Id="c" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/s.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${more.after ?? ''}</worksheet>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-401]dd\\ mmmm\\ yyyy"/><numFmt numFmtId="171" formatCode="00000"/><numFmt numFmtId="172" formatCode="[h]:mm;&quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>`,
    ...(more.shared !== undefined && { 'xl/sharedStrings.xml': `<sst>${more.shared}</sst>` }),
    ...more.raw,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}
const one = async (rows: string, more: Parameters<typeof workbook>[1] = {}): Promise<Row['cells']> =>
  (await read(named('one.xlsx', workbook(`<row>${rows}</row>`, more)))).rows[0]?.cells ?? []

describe('a workbook', () => {
  it('the same day by either count, 29 February 1900 is none, and hours are cut off', async () => {
    const cells =
      '<c s="1"><v>46347</v></c><c s="2"><v>46347.75</v></c><c s="1"><v>60</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c>'
    expect((await one(cells)).map((cell) => (typeof cell === 'string' ? cell : cell.date))).toEqual([
      '2026-11-21',
      '2026-11-21',
      null,
      '1900-02-28',
      '1900-03-01',
    ])
    const mac = await one('<c s="1"><v>44885</v></c>', { book: '<workbookPr date1904="1"/>' })
    expect(mac).toMatchObject([{ date: '2026-11-21' }])
    expect(await one('<c t="d"><v>2026-11-21T00:00:00</v></c><c s="4"><v>1.5</v></c>')).toMatchObject([
      { date: '2026-11-21' },
      { text: '1.5' },
    ])
  })

  it('numbers as they are: fourteen figures whole, zeros that a format shows, what was rounded said so', async () => {
    const cells =
      '<c><v>2.9001011234567E13</v></c><c s="3"><v>417</v></c><c><v>1.234567890123456E+18</v></c><c><v>0.30000000000000004</v></c>'
    expect(await one(cells)).toMatchObject([
      { text: '29001011234567' },
      { text: '00417' },
      { fault: 'rounded' },
      { text: '0.3' },
    ])
  })

  it('texts: shared, inline and of several looks, without how they are read aloud', async () => {
    const shared =
      '<si><t>مرجع</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">طلب </t></r><r><t>مدرسين</t></r><rPh><t>x</t></rPh></si>'
    const cells =
      '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="inlineStr"><is><t>a_x000D_b</t></is></c><c t="s"><v>9</v></c>'
    expect(await one(cells, { shared })).toMatchObject(['طلب مدرسين', 'مرجع', 'a\rb', { fault: 'error-value' }])
  })

  it('formulas are never run: their saved value counts, one without it is said so; errors and truth are what they are', async () => {
    const cells =
      '<c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"x"</f><v>2x</v></c><c><f>NOW()</f></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c>'
    expect(await one(cells)).toMatchObject([
      { text: '2' },
      '2x',
      { fault: 'not-computed' },
      { fault: 'error-value' },
      'TRUE',
    ])
  })

  it('cells stand in their columns, also where a file leaves some out or writes prefixes', async () => {
    expect(
      texts(
        (
          await read(
            named(
              'gaps.xlsx',
              workbook(
                '<x:row xmlns:x="u" r="3"><x:c r="B3" t="str"><x:v>b</x:v></x:c><x:c r="AA3" t="str"><x:v>z</x:v></x:c></x:row>',
              ),
            ),
          )
        ).rows,
      )[0],
    ).toMatchObject({ 1: 'b', 26: 'z', length: 27 })
  })

  it('joined cells: a heading counts for all below it, a day for each of its lines', async () => {
    const row = (line: number, cells: string[]): string =>
      `<row r="${line}">${cells.map((c) => `<c t="str"><v>${c}</v></c>`).join('')}</row>`
    const rows = [
      row(1, ['رقم', 'المرسل', '', 'تاريخ']),
      row(2, ['', 'الاسم', 'المدينة', '']),
      row(3, ['1', 'أ', 'ب', '1/1/1998']),
      row(4, ['2', 'ج', 'د', '']),
      row(5, ['3', 'ه', 'و', '2/1/1998']),
    ]
    const after =
      '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/><mergeCell ref="D1:D2"/><mergeCell ref="D3:D4"/></mergeCells>'
    const path = named('merged.xlsx', workbook(rows.join(''), { after }))
    const { rows: all, joined } = await read(path)
    expect(joined).toBe(4)
    expect(
      texts(all)
        .slice(2)
        .map((cells) => cells[3]),
    ).toEqual(['1/1/1998', '1/1/1998', '2/1/1998'])
    const sheet = await Sheet.open(path)
    expect(headingsOf(all.slice(0, 2), await sheet.learn())).toEqual([
      'رقم',
      'المرسل / الاسم',
      'المرسل / المدينة',
      'تاريخ',
    ])
    await sheet.close()
  })

  it.each([
    ['a part that says it is enormous', (zip: Uint8Array) => lie(zip, 0xfffffff0), 'unsafe'],
    ['a part that gives more than it said', (zip: Uint8Array) => lie(zip, 10), 'unsafe'],
    ['one that ends too early', (zip: Uint8Array) => zip.slice(0, zip.length - 30), 'damaged'],
  ])('%s is refused', async (_what, change, fault) => {
    const zip = workbook(`<row>${'<c><v>1</v></c>'.repeat(400)}</row>`)
    await expect(read(named('bad.xlsx', change(zip)))).rejects.toMatchObject({ fault })
  })

  it('a document type, whose words could grow without end, is refused', async () => {
    const raw = { 'xl/worksheets/s.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>' }
    await expect(read(named('dtd.xlsx', workbook('', { raw })))).rejects.toMatchObject({ fault: 'unsafe' })
  })
})

/** Writes another size over what the directory says of the sheet. */
function lie(zip: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(zip)
  const name = Buffer.from('xl/worksheets/s.xml')
  const at = bytes.lastIndexOf(name) - 46
  bytes.writeUInt32LE(size, at + 24)
  return bytes
}

describe('a text in columns', () => {
  it('of one letter', async () => expect(texts((await read(named('x.csv', 'x'))).rows)).toEqual([['x']]))

  const utf16 = (text: string, mark: boolean): Buffer => Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le')
  const TEXT = 'رقم;الموضوع\r\n1;طلب\r\n'
  it.each([
    ['utf-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['utf-8', Buffer.from(TEXT), 'utf-8'],
    ['utf-16 with a mark', utf16(TEXT, true), 'utf-16le'],
    ['utf-16 without', utf16(TEXT, false), 'utf-16le'],
    ['utf-16 turned', utf16(TEXT, true).swap16(), 'utf-16be'],
    [
      'Arabic Windows',
      Buffer.from([
        0xd1, 0xde, 0xe3, 0x3b, 0xc7, 0xe1, 0xe3, 0xe6, 0xd6, 0xe6, 0xda, 0x0a, 0x31, 0x3b, 0xd8, 0xe1, 0xc8,
      ]),
      'windows-1256',
    ],
    ['Latin Windows', Buffer.from('num\xe9ro;objet\n1;\xe9t\xe9 \xe0 Rabat', 'latin1'), 'windows-1252'],
  ])('%s', async (_what, bytes, encoding) => {
    const { look, rows } = await read(named('text.csv', bytes))
    expect(look).toMatchObject({ encoding, separator: ';' })
    expect(rows[0]?.cells).toHaveLength(2)
  })

  it.each([
    ['a,b\n"x;y;z",2\n', ','],
    ['a\tb\n1\t2,5\n', '\t'],
    ['sep=|\na|b\n1|2\n', '|'],
    ['a;b\n1,5;2,5\n', ';'],
  ])('%j is parted by %j', async (text, separator) => {
    const { look, rows } = await read(named('parted.csv', text))
    expect(look).toMatchObject({ separator })
    expect(rows.every(({ cells }) => cells.length === 2)).toBe(true)
  })

  it('what is written comes back as it was: quotes, line ends and signs of formulas in a cell (C2)', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.stringMatching(/^[a-zء-ي0-9=+@"; \n-]{0,12}$/), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 20,
        }),
        async (cells) => {
          const lines = cells.map((row) => ['x', ...row].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
          const { rows } = await read(named('round.csv', `\uFEFF${lines.join('\r\n')}`))
          expect(texts(rows)).toEqual(cells.map((row) => ['x', ...row]))
        },
      ),
      { numRuns: 40 },
    ))

  it.each([
    ['old.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'old'],
    [
      'locked.xlsx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'protected',
    ],
    ['page.xls', '<html><table><tr><td>1</td></tr></table></html>', 'web-page'],
    ['scan.csv', Buffer.from('%PDF-1.4 ...'), 'unknown'],
    ['bytes.csv', Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7) % 32)), 'unknown'],
    ['empty.csv', '', 'empty'],
    ['cut.xlsx', 'PK', 'damaged'],
    ['letter.zip', zipSync({ 'a.txt': strToU8('x') }), 'unknown'],
  ])('%s is named as what it is', async (name, bytes, fault) => {
    await expect(read(named(name, bytes))).rejects.toMatchObject({ fault })
  })
})
