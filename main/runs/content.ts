import type { LetterContent } from '../../contract/letters'
import type { Actor } from '../../contract/permissions'
import type { RunInput } from '../../contract/runs'
import type { Language } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { kindOf, layoutOf, sidesOf } from '../../domain/letters/layout'
import { begun, checkBody, fieldsIn } from '../../domain/letters/template/begin'
import type { Values } from '../../domain/letters/template/render'
import { inScript, valuesIn } from '../../domain/letters/template/values'
import type { RunLine } from '../../domain/runs/line'
import type { Desk } from '../desk'
import { lastSigned, overPlain } from '../letters/beginning'
import { newLetter } from '../letters/template'
import { factsFor } from '../templates/facts'

/** What makes the letters of one run: what is the same in all of them is read once. */
export type Maker = {
  to(line: RunLine): LetterContent
  /** The fields of the text that say nothing for this one, in a language that prints. */
  empty(line: RunLine): string[]
}

/** @throws what is wrong with the text, with its part */
export async function makerFor(
  desk: Desk,
  actor: Actor,
  read: Reader,
  {
    body,
    secondLanguage,
    addressForm,
    signerTitle,
  }: Pick<RunInput, 'body' | 'secondLanguage' | 'addressForm' | 'signerTitle'>,
): Promise<Maker> {
  checkBody(body)
  const facts = { ...(await factsFor(desk, actor, read, { entryId: null })), form: addressForm }
  const signs = await lastSigned(read, actor)
  const form = { kind: kindOf(body), layout: layoutOf(body), level: body.level, secondLanguage, addressForm }
  const sides = sidesOf(form)
  const named = { ar: fieldsIn(body, 'ar'), other: fieldsIn(body, secondLanguage as Language) }
  // Dates, phrases and the office are the same for all of them, and putting a date into words is most of what a letter costs here.
  const said = valuesIn({ ...facts, addressee: null }, secondLanguage)
  const valuesFor = ({ ar, other, city, columns }: RunLine): { ar: Values; other: Values } => ({
    ar: { ...said.ar, addressee: ar || other, addresseeCity: inScript(city, 'ar'), ...columns },
    other: { ...said.other, addressee: other || ar, addresseeCity: inScript(city, secondLanguage), ...columns },
  })
  const title = signerTitle.ar || signerTitle.other ? signerTitle : signs.signerTitle
  const whose = { signatureMode: body.signatureMode, ...(title && { signerTitle: title }) }
  return {
    to: (line) => {
      const name = { ar: line.ar || line.other, other: line.other || line.ar }
      const asked = { ...form, name, templateId: undefined }
      return {
        ...overPlain(newLetter(desk.office, asked, name, signs), begun(body, secondLanguage, valuesFor(line))),
        ...form,
        ...whose,
      }
    },
    empty: (line) => {
      const values = valuesFor(line)
      return sides.flatMap((side) => named[side].filter((field) => !values[side][field as keyof Values]))
    },
  }
}
