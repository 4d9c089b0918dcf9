import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BOM, csvLine, guarded, withoutGuard } from './csv'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^'{0,3}[=+\-@\t\r\n＝][ -~]{0,10}$/),
  fc.constantFrom('=1+1', '-5', '+212 5', '@x', "'=x", "''@", 'و/2026/00417', '٤١٧', '", "', ';=cmd|x!A1'),
)

it('no cell begins with what a spreadsheet runs', () => {
  fc.assert(fc.property(cell, (text) => !/^[=+\-@\t\r\n＝＋－＠]/.test(guarded(text))))
})

it.each([',', ';'])('a list that is read in again is the same (%s)', (separator) => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const file = BOM + rows.map((row) => csvLine(row, separator)).join('')
      const read = parse(file, {
        ...{ bom: true, delimiter: separator, relax_column_count: true, record_delimiter: '\r\n' },
      }) as string[][]
      expect(read.map((row) => row.map(withoutGuard))).toEqual(rows)
    }),
  )
})
