import { AppError } from '../../../contract/errors'
import type { LetterContent } from '../../../contract/letters'
import { secondLanguages, type Language, type SecondLanguage } from '../../../contract/values'
import type { TemplateBody, TemplateTexts } from '../../../contract/template-body'
import { fieldsOf, LONGEST, parse } from './parse'
import { render, type Values } from './render'

/** What a template gives a letter; what else a letter holds is its own. */
export type Begun = Pick<
  LetterContent,
  'secondLanguage' | 'subject' | 'paragraphs' | 'enclosures' | 'urgency' | 'level' | 'signatureMode'
> &
  Pick<LetterContent, 'kind' | 'layout' | 'marked'>

/** A part of a template, as an error names it: `templatePart` is a word, `n` counts from 1 where there are several. */
type Part = { templatePart: 'subject' | 'block' | 'enclosure'; n: number | ''; texts: TemplateTexts; most: number }
export const partsOf = ({ subject, blocks, enclosures }: TemplateBody): Part[] => [
  { templatePart: 'subject', n: '', texts: subject, most: 500 },
  ...blocks.map((texts, i): Part => ({ templatePart: 'block', n: i + 1, texts, most: LONGEST })),
  ...enclosures.map((texts, i): Part => ({ templatePart: 'enclosure', n: i + 1, texts, most: 200 })),
]

/** The second languages it is written in: at least one of its texts is there. */
export const languagesOf = (body: TemplateBody): SecondLanguage[] =>
  secondLanguages.filter((language) => partsOf(body).some(({ texts }) => texts[language].trim() !== ''))

/** @throws template-empty, and what `parse` throws, with the part and the language it stands in */
export function checkBody(body: TemplateBody): void {
  const parts = partsOf(body)
  if (!parts.some(({ texts }) => texts.ar.trim() !== '') && languagesOf(body).length === 0)
    throw new AppError('template-empty')
  for (const part of parts)
    for (const language of ['ar', ...secondLanguages] as const)
      inPart(part, language, () => parse(part.texts[language]))
}

/** The fields its Arabic text names and each of the others, for whoever compares them. */
export const fieldsIn = (body: TemplateBody, language: Language): string[] =>
  [...new Set(partsOf(body).flatMap(({ texts }) => fieldsOf(parse(texts[language]))))].sort()

/**
 * The letter a template begins: its texts in two languages, conditions decided, fields of the letter left as fields. Who it goes
 * to is the letter's own.
 * @throws what `checkBody` throws · template-too-large when what it was filled with has no room
 */
export function begun(
  body: TemplateBody,
  second: SecondLanguage,
  values: { ar: Values; other: Values },
  { live = true }: { live?: boolean } = {},
): Begun {
  const said = (part: Part): { ar: string; other: string } => {
    const { texts } = part
    const fill = (language: Language, own: Values): string =>
      inPart(part, language, () => {
        const marked = body.marked === true && part.templatePart === 'block'
        const text = render(parse(texts[language]), own, { live, marked })
        if (text.length > part.most) throw new AppError('template-too-large', { line: 1, column: 1 })
        return text
      })
    return { ar: fill('ar', values.ar), other: fill(second, values.other) }
  }
  const parts = partsOf(body)
  const paragraphs = parts
    .filter(({ templatePart }) => templatePart === 'block')
    .map((part, i) => ({ role: body.blocks[i]?.role ?? ('free' as const), ...said(part) }))
    // A block that is one condition, and untrue, is not a paragraph of this letter.
    .filter(({ ar, other }, i) => ar !== '' || other !== '' || isBlank(body.blocks[i]))
  return {
    secondLanguage: second,
    subject: said(parts[0] as Part),
    paragraphs: paragraphs.length > 0 ? paragraphs : [{ role: 'free', ar: '', other: '' }],
    enclosures: parts.filter(({ templatePart }) => templatePart === 'enclosure').map(said),
    urgency: body.urgency,
    level: body.level,
    signatureMode: body.signatureMode,
    ...(body.kind !== undefined && { kind: body.kind }),
    ...(body.layout !== undefined && { layout: body.layout }),
    ...(body.marked && { marked: true }),
  }
}

/** Left empty by whoever made the template: a place to write in. */
const isBlank = (block: TemplateBody['blocks'][number] | undefined): boolean =>
  block !== undefined && [block.ar, block.fr, block.en, block.es].every((text) => text.trim() === '')

function inPart<T>({ templatePart, n }: Part, language: Language, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, { ...error.params, templatePart, n, language })
  }
}
