import type { Handlers } from '../../contract/define'
import type { letters, LetterRow } from '../../contract/letters'
import { countLetters, lettersOf, type LetterTab } from '../../db/letters/letters'
import type { Language, Names } from '../../contract/values'
import { sideFor } from '../../domain/text/sides'
import type { Ctx } from '../desk'
import { issueLetter } from './issuing'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { languageOf } from '../session/preferences'
import { dropOwn, keepOwn, keepTyping, ownOf } from './own-words'
import { getLetter } from './reading'
import { certificateHandlers } from './signature/certificate'
import { signLetter, voidLetter } from './signing'
import { verifyCode } from './verifying'
import { verifyFile } from './verifying-file'
import { createLetter, replyTo } from './beginning'
import { letterStates } from './states'
import { returnLetter, saveLetter, submitLetter, withdrawLetter } from './writing'
import { keepPdf, previewLetter } from './printing'
import { countWaiting, ownOrTaken, waitingFor, type Waiting } from './waiting'

const PAGE = 100

export const letterHandlers: Handlers<typeof letters, Ctx> = {
  ...certificateHandlers,
  list: async ({ desk, actor }, { tab, after }) => {
    desk.pdf.warm()
    const page = { after, limit: PAGE + 1 }
    const found: Waiting[] =
      tab === 'toVisa' || tab === 'toSign'
        ? await waitingFor(desk, actor, tab, page)
        : await lettersOf(desk.db.read, actor, tab, { ...page, ...(await ownOrTaken(desk, actor, tab)) })
    const rows = found.slice(0, PAGE)
    const seen = rows.map(({ id }) => id)
    await recordListing(desk, actor, 'letter', seen)
    const language = await languageOf(desk.db.read, actor)
    return { rows: rows.map((row) => toRow(row, language)), more: found.length > PAGE }
  },
  counts: async ({ desk, actor }) => {
    const count = (tab: LetterTab): Promise<number> => countLetters(desk.db.read, actor, tab)
    const { whose } = await ownOrTaken(desk, actor, 'toFinish')
    const [mine, toFinish] = [await count('mine'), await countLetters(desk.db.read, actor, 'toFinish', whose)]
    const [toVisa, toSign] = [await countWaiting(desk, actor, 'toVisa'), await countWaiting(desk, actor, 'toSign')]
    return { mine, toFinish, toVisa, toSign, toIssue: await count('toIssue') }
  },
  get: async ({ desk, actor }, { id }) => {
    desk.pdf.warm()
    const letter = await getLetter(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'letter', id })
    return letter
  },
  reply: async ({ desk, actor }, input) => {
    await replyTo(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  create: async ({ desk, actor }, input) => {
    await createLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  save: async ({ desk, actor }, input) => {
    await (input.hereOnly ? keepTyping(desk, actor, input.id, input) : saveLetter(desk, actor, input))
    return getLetter(desk, actor, input.id)
  },
  keepOwn: async ({ desk, actor }, { id, ...words }) => {
    await keepOwn(desk, actor, id, words)
    return {}
  },
  own: ({ desk, actor }, { id }) => ownOf(desk, actor, id),
  states: async ({ desk, actor }, { id }) => {
    const states = await letterStates(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'letter', id })
    return states
  },
  dropOwn: async ({ desk, actor }, { id }) => {
    await dropOwn(desk, actor, id)
    return {}
  },
  submit: async ({ desk, actor }, input) => {
    await submitLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  withdraw: async ({ desk, actor }, { id }) => {
    await withdrawLetter(desk, actor, id)
    return getLetter(desk, actor, id)
  },
  void: async ({ desk, actor }, input) => {
    await voidLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  returnToDraft: async ({ desk, actor }, input) => {
    await returnLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  sign: async ({ desk, actor }, input) => {
    await signLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  issue: async ({ desk, actor }, input) => {
    await issueLetter(desk, actor, input)
    await keepPdf(desk, input.id)
    return getLetter(desk, actor, input.id)
  },
  preview: async ({ desk, actor }, { id }) => {
    const preview = await previewLetter(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'letter', id })
    return preview
  },
  verify: ({ desk, actor }, { payload }) => verifyCode(desk, actor, payload),
  verifyFile: ({ desk, actor }, { pdf }) => verifyFile(desk, actor, Buffer.from(pdf, 'base64')),
}

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }
const toRow = (l: Waiting, language: Language): LetterRow => ({
  id: l.id,
  state: l.state,
  subject: sideFor(l.content.subject, language),
  addressee: sideFor(l.content.addressee, language),
  draftedByNames: l.draftedByNames ? (JSON.parse(l.draftedByNames) as Names) : NOBODY,
  updatedAt: l.updatedAt,
  replyToNumber: l.replyToNumber,
  replyToCancelled: l.replyToCancelled === 1,
  numberText: l.numberText,
  cancelled: l.cancelled === 1,
  ...(l.forNames && { forNames: l.forNames }),
})
