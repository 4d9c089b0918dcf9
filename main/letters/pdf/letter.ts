import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { checked } from '../../pdf/checked'
import { createPdf, type RenderedPdf } from '../../pdf/engine'
import { attachments, body } from './letter-body'
import { addressee, letterhead, numberAndDate, subject } from './letter-head'
import { draftMark, pageFoot, pageHead } from './letter-page'
import { INK, PAGE, textOf } from '../../pdf/style'
import { LetterModel } from './model'
import { roomForSeal } from '../seal'

/** A letter in two languages, Arabic at the right. Fresh for every call: pdfmake changes what it is given. */
export function letterDefinition(model: LetterModel): TDocumentDefinitions {
  const marked = model.confidentialityMark !== null || model.urgencyMark !== null
  const { draftMark: draft } = model
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top + (marked ? 12 : 0), PAGE.side, PAGE.foot],
    defaultStyle: { font: 'Amiri', color: INK },
    header: () => pageHead(model),
    footer: (page, pages) => pageFoot(model, page, pages),
    background: () => (draft ? draftMark(draft) : null),
    content: [
      ...letterhead(model),
      ...numberAndDate(model),
      addressee(model),
      ...subject(model),
      ...body(model),
      ...attachments(model),
    ] as Content[],
  }
}

/** The bytes to be signed, kept by hash and printed. Throws an Error in words when the model is not one. */
export async function renderLetter(model: LetterModel, { fontsDir }: { fontsDir: string }): Promise<RenderedPdf> {
  const letter = checked(LetterModel, model, 'letter')
  return createPdf(letterDefinition(letter), {
    fontsDir,
    createdAt: letter.createdAt,
    title: letter.title ?? textOf(letter.subject.ar),
    language: 'ar',
    second: letter.languages.second,
    ...(letter.qr && { proof: roomForSeal(letter.qr.payload) }),
  })
}
