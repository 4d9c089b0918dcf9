import { AppError } from '../../contract/errors'
import { TEMPLATE_SIZE, TemplateFile } from '../../contract/template-body'
import type { SecondLanguage } from '../../contract/values'
import { checkBody } from '../../domain/letters/template/begin'
import { readDocx } from './docx'
import { copyOf, emptyBlock, emptyDraft, type Draft } from './draft'

/** Characters of a file that is read at all: the largest template, spread over lines. */
const MOST = 4 * TEMPLATE_SIZE

/**
 * What somebody chose, as a template to go on with: one that was exported, or the text of a Word document, whose paragraphs are
 * Arabic or of the second language by their script. The file is read here, in the sandbox, and goes nowhere else.
 * @throws template-file { name } · document-unread { name, reason } · what a template's own text is refused for
 */
export async function draftFrom(file: File, second: SecondLanguage): Promise<Draft> {
  return /\.docx$/iu.test(file.name) ? fromDocx(file, second) : fromTemplate(file)
}

async function fromTemplate(file: File): Promise<Draft> {
  const bad = new AppError('template-file', { name: file.name })
  if (file.size > 4 * MOST) throw bad
  let value: unknown
  try {
    value = JSON.parse(await file.text())
  } catch {
    throw bad
  }
  const read = TemplateFile.safeParse(value)
  if (!read.success) throw bad
  checkBody(read.data.body)
  return copyOf(read.data)
}

async function fromDocx(file: File, second: SecondLanguage): Promise<Draft> {
  const paragraphs = await readDocx(file)
  const draft = emptyDraft()
  // Braces of a document are braces: what would be a field is one only once somebody writes it here.
  const inert = (text: string): string => text.replaceAll('{{', '{ {').replaceAll('}}', '} }')
  const blocks = paragraphs.map(({ text, isArabic }) => ({ ...emptyBlock(), [isArabic ? 'ar' : second]: inert(text) }))
  return { ...draft, body: { ...draft.body, blocks } }
}
