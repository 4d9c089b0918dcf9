import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import type { LetterLayout } from '../../../contract/letter-forms'
import { attachments, body, unsignedBody } from './letter-body'
import { addressee, heading, letterhead, numberAndDate, subject } from './letter-head'
import { draftMark, pageFoot, pageHead } from './letter-page'
import { INK, PAGE, rule, textOf } from '../../pdf/style'
import { LetterModel } from './model'
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
    rule(INK, 0.9, [0, 4, 0, 8]),
    ...said(model, ['other']),
    ...body(model, ['other'], BOTH),
    ...attachments(model, BOTH),
  ],
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
  })
}
