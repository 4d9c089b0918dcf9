import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '.'
import { lineOf, paragraphsOf } from './typed'
import { isStorable } from './values'

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\u0000\u0001\u0007\t\n\u000b\u000c\r\u001e\u001f\u0085\u0092\u200b\u200c\u200d\u200e\u200f'),
    fc.constantFrom(...'\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\ud800\udc00'),
    fc.constantFrom(
      'e',
      '\u0301',
      'é',
      'ا',
      '\u0653',
      'آ',
      'می',
      'خ',
      '👩',
      '\u{e0041}',
      ' ',
      '\u00a0',
      'क',
      '\u093c',
      '\u0958',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
  ),
})

describe('text as it is taken in', () => {
  it('is composed: two desks that write Orléans write the same', () => {
    for (const take of [lineOf, paragraphsOf]) {
      expect(take('Orle\u0301ans')).toBe('Orl\u00e9ans')
      expect(take('ا\u0653ل')).toBe('آل')
    }
  })
  it('what Word calls a break is a line break in a paragraph and a space in a line', () => {
    for (const mark of ['\u000b', '\u000c', '\u000e', '\u0085', '\u2028', '\u2029', '\r', '\r\n', '\n']) {
      expect(paragraphsOf(`سطر${mark}سطر ثان`)).toBe('سطر\nسطر ثان')
      expect(lineOf(`سطر${mark}سطر ثان`)).toBe('سطر سطر ثان')
    }
    expect(lineOf('a \r\n\r\n b')).toBe('a b')
    expect(paragraphsOf('a\r\n\r\nb')).toBe('a\n\nb')
    expect(paragraphsOf('a\tb')).toBe('a b')
  })
  it('other controls go, and Word’s hyphen stays a hyphen', () => {
    expect(lineOf('A\u0000B\u0001C\u007fD\u0081E')).toBe('ABCDE')
    expect(lineOf('AML\u001e57, Ver\u001fwaltung')).toBe('AML-57, Verwaltung')
    expect(lineOf('خلية\u0007خلية')).toBe('خلية خلية')
  })
  it('nothing turns the order of what follows: no override, no embedding, no isolate alone', () => {
    expect(lineOf('facture\u202efdp.exe')).toBe('facturefdp.exe')
    expect(lineOf('\u202bنص\u202c \u202aabc\u202c')).toBe('نص abc')
    expect(lineOf('\u2067رقم')).toBe('رقم')
    expect(lineOf('رقم\u2069')).toBe('رقم')
    expect(lineOf('\u2068AML/2026\u2069 \u2066')).toBe('\u2068AML/2026\u2069 ')
    expect(paragraphsOf('\u2067a\nb\u2069')).toBe('a\nb')
    fc.assert(fc.property(nasty, (s) => !/[\u202a-\u202e]/.test(lineOf(s)) && !/[\u202a-\u202e]/.test(paragraphsOf(s))))
  })
  it('joiners stay where they mean something', () => {
    expect(lineOf('می\u200cخواهم نامه\u200cها ه\u200d')).toBe('می\u200cخواهم نامه\u200cها ه\u200d')
    expect(lineOf('👩\u200d⚖️')).toBe('👩\u200d⚖️')
    expect(lineOf('AML\u200d/\u200c57')).toBe('AML/57')
  })
  it('half a character is not text', () => {
    expect(lineOf('a\ud83db')).toBe('ab')
    expect(lineOf('🙏')).toBe('🙏')
  })
  it('can be stored, holds no control, and is taken in once: again changes nothing', () => {
    fc.assert(
      fc.property(nasty, (s) => {
        for (const take of [lineOf, paragraphsOf]) {
          const once = take(s)
          if (!isStorable(once) || /(?!\n)\p{Cc}/u.test(once) || take(once) !== once || once.normalize('NFC') !== once)
            return false
        }
        return !lineOf(s).includes('\n')
      }),
      { numRuns: 3000 },
    )
  })
  it('a text without any of it stays what it is', () => {
    for (const s of ['رسالة رقم ٤٥/٢٠٢٦، بتاريخ 21/11/2026', 'N° 1183-24 — « urgent »', 'ﻻ', '\u200f(أ)', 'a  b'])
      expect(lineOf(s)).toBe(s)
  })
})

/** Leaves that are no text of a person: what they hold is compared or handed on byte by byte. */
const AS_IT_CAME = [
  'backup.restore.by.password',
  'backup.restore.by.secret',
  'backup.restore.token',
  'closing.reopen.password',
  'diaspora.savePicture.data',
  'documents.stage.path',
  'exchange.open.paths',
  'figureImport.open.path',
  'imports.open.path',
  'intake.clear.name',
  'intake.file.name',
  'intake.recognise.pages.texts',
  'intake.take.name',
  'letters.importCertificate.passphrase',
  'letters.verify.payload',
  'peopleImport.open.path',
  'planImport.open.path',
  'register.correct.value',
  'register.saveDraft.body',
  'registers.confirm.second.password',
  'registers.open.second.password',
  'registers.openBook.second.password',
  'runs.open.path',
  'session.changePassword.current',
  'session.changePassword.next',
  'session.createOffice.administrator.password',
  'session.createOffice.timeZone',
  'session.joinOffice.code',
  'session.joinOffice.password',
  'session.logIn.password',
  'session.recover.password',
  'session.recover.secret',
  'sync.enrol.code',
  'sync.proxyLogin.name',
  'sync.proxyLogin.password',
  'system.print.url',
  'system.saveAs.url',
  'users.add.password',
  'users.setPassword.password',
  'valuables.move.password',
  'valuables.receive.password',
  'wayBack.go.by.password',
  'wayBack.go.by.secret',
]

it('no text of any command or question is forgotten', () => {
  const raw = new Set<string>()
  for (const [feature, calls] of Object.entries(contract))
    for (const [name, call] of Object.entries(calls))
      if (call.kind !== 'event') walk(call.input, `${feature}.${name}`, raw)
  expect([...raw].sort()).toEqual(AS_IT_CAME)
})

function walk(schema: unknown, path: string, raw: Set<string>): void {
  if (schema instanceof z.ZodObject) {
    for (const [key, value] of Object.entries(schema.shape)) walk(value, `${path}.${key}`, raw)
  } else if (schema instanceof z.ZodArray) walk(schema.element, path, raw)
  else if (schema instanceof z.ZodUnion) schema.options.forEach((option) => walk(option, path, raw))
  else if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    walk(schema.unwrap(), path, raw)
  else if (schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown || schema instanceof z.ZodLazy) raw.add(path)
  else if (schema instanceof z.ZodType) {
    const taken = schema.safeParse('Orle\u0301ans')
    if (taken.success && taken.data !== 'Orl\u00e9ans' && taken.data !== 'orl\u00e9ans') raw.add(path)
  }
}
