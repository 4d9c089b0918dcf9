import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import type { LetterLayout } from '../../../contract/letter-forms'
import { attachments, body, isShort, unsignedBody } from './letter-body'
import { addressee, heading, letterhead, numberAndDate, subject } from './letter-head'
import { draftMark, pageFoot, pageHead } from './letter-page'
import { INK, PAGE, rule, textOf } from '../../pdf/style'
import { LetterModel } from './model'
import { roomForSeal } from '../seal'
import { BOTH, sidesOfLayout, type Sides } from './sides'

/** A letter in its languages, Arabic at the right or first. Fresh for every call: pdfmake changes what it is given. */
export function letterDefinition(model: LetterModel): TDocumentDefinitions {
  const marked = model.confidentialityMark !== null || model.urgencyMark !== null
  const { draftMark: draft, layout = 'sideBySide' } = model
  const sides = sidesOfLayout(layout)
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top + (marked ? 12 : 0), PAGE.side, PAGE.foot],
    defaultStyle: { font: 'Amiri', color: INK },
    header: () => pageHead(model, sides),
    footer: (page, pages) => pageFoot(model, sides, page, pages),
    background: () => (draft ? draftMark(draft, sides) : null),
    content: laidOut[layout](model),
  }
}

const laidOut: Record<LetterLayout, (model: LetterModel) => Content[]> = {
  sideBySide: (model) => whole(model, BOTH),
  arabic: (model) => whole(model, ['ar']),
  other: (model) => whole(model, ['other']),
  rectoVerso: (model) => [
    ...whole(model, ['ar']),
    // The translation is a letter of its own on its own page: head, signature and all.
    ...whole(model, ['other']).map((one, index) =>
      index === 0 ? ({ ...(one as object), pageBreak: 'before' } as Content) : one,
    ),
  ],
  stacked: (model) => [
    ...letterhead(model, BOTH),
    ...numberAndDate(model, BOTH),
    ...said(model, ['ar']),
    ...unsignedBody(model, ['ar']),
    ...begunTogether(model, [rule(INK, 0.9, [0, 4, 0, 8]), ...said(model, ['other'])], body(model, ['other'], BOTH)),
    ...attachments(model, BOTH),
  ],
}

/** More lines of addressees than this are a list: nothing is held together with them. */
const FEW = 8

/** The head of the translation does not stay behind at the foot of a page: what is said first, if it is short, goes with it. */
function begunTogether(model: LetterModel, head: readonly Content[], text: readonly Content[]): Content[] {
  const said = model.paragraphs.filter(({ other }) => other.length > 0)
  const long = said.slice(0, 2).findIndex(({ other }) => !isShort(textOf(other)))
  const held = model.addressee.other.length > FEW ? 0 : long < 0 ? 2 : long
  return [{ stack: [...head, ...text.slice(0, held)], unbreakable: held > 0 }, ...text.slice(held)]
}

const whole = (model: LetterModel, sides: Sides): Content[] => [
  ...letterhead(model, sides),
  ...numberAndDate(model, sides),
  ...said(model, sides),
  ...body(model, sides),
  ...attachments(model, sides),
]

/** To whom, of what kind, and about what. */
const said = (model: LetterModel, sides: Sides): Content[] => [
  ...addressee(model, sides),
  ...heading(model, sides),
  ...subject(model, sides),
]

/** The bytes to be signed, kept by hash and printed. Throws an Error in words when the model is not one. */
export async function renderLetter(model: LetterModel, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const letter = checked(LetterModel, model, 'letter')
  return createPdf(letterDefinition(letter), {
    fontsDir,
    createdAt: letter.createdAt,
    title: letter.title ?? (textOf(letter.subject.ar) || textOf(letter.subject.other)),
    language: letter.layout === 'other' ? letter.languages.second : 'ar',
    second: letter.languages.second,
    ...(letter.qr && { proof: roomForSeal(letter.qr.payload) }),
  })
}
