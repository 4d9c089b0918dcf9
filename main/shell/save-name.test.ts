import { describe, expect, it } from 'vitest'
import { savedName } from './save-name'

describe('the name a document is saved under', () => {
  it.each([
    ['scan.jpg', 'application/pdf', 'scan.pdf'],
    ['letter.exe', 'image/png', 'letter.png'],
    ['invoice\u202Efdp.exe', 'application/pdf', 'invoicefdp.pdf'],
    ['و-2026-00012', 'application/pdf', 'و-2026-00012.pdf'],
    ['رسالة.docm', 'application/vnd.ms-word', 'رسالة'],
    ['a/b\\c:d.pdf', 'application/pdf; charset=x', 'a-b-c-d.pdf'],
    ['lettre e\u0301crite.PDF', 'application/pdf', 'lettre écrite.pdf'],
    ['..pdf', 'application/pdf', 'diwan.pdf'],
  ])('%j of kind %s is %j', (suggested, kind, expected) => expect(savedName(suggested, kind)).toBe(expected))
})
