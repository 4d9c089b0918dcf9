import type { Handlers } from '../../contract/define'
import type { letters, LetterRow } from '../../contract/letters'
import { countLetters, deviceKeys, lettersOf, type LetterTab, type ListedLetter } from '../../db/letters/letters'
import { keyIdOf, readSeal } from '../../domain/letters/seal'
import type { Names } from '../../contract/values'
import { verifySignature } from '../session/crypto'
import type { Ctx } from '../desk'
import { getLetter, issueLetter, replyTo, returnLetter, saveLetter, signLetter, submitLetter } from './letters'
import { keepPdf, previewLetter } from './printing'

const tabs: readonly LetterTab[] = ['mine', 'toSign', 'toIssue', 'issued', 'all']

export const letterHandlers: Handlers<typeof letters, Ctx> = {
  list: async ({ desk, actor }, { tab }) => {
    const rows = await lettersOf(desk.db.read, actor, tab)
    const counts: Record<string, number> = {}
    for (const name of tabs) counts[name] = await countLetters(desk.db.read, actor, name)
    return { rows: rows.map(toRow), counts }
  },
  get: ({ desk, actor }, { id }) => getLetter(desk, actor, id),
  reply: async ({ desk, actor }, input) => {
    await replyTo(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  save: async ({ desk, actor }, input) => {
    await saveLetter(desk, actor, input)
    return getLetter(desk, actor, input.id)
  },
  submit: async ({ desk, actor }, { id }) => {
    await submitLetter(desk, actor, id)
    return getLetter(desk, actor, id)
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
  preview: ({ desk, actor }, { id }) => previewLetter(desk, actor, id),
  verify: async ({ desk }, { payload }) => {
    const read = readSeal(payload)
    const key = read && (await deviceKeys(desk.db.read)).find((k) => keyIdOf(k.id) === read.seal.keyId)
    const valid = Boolean(read && key && verifySignature(key.publicKey, read.text, read.signature))
    return { valid, number: read?.seal.number ?? null, date: read?.seal.date ?? null, device: key?.name ?? null }
  },
}

const NOBODY: Names = { ar: '—', fr: '—', en: '—', es: '—' }
const toRow = (l: ListedLetter): LetterRow => ({
  id: l.id,
  state: l.state,
  subject: l.content.subject.ar || l.content.subject.other,
  addressee: l.content.addressee.ar || l.content.addressee.other,
  draftedByNames: l.draftedByNames ? (JSON.parse(l.draftedByNames) as Names) : NOBODY,
  updatedAt: l.updatedAt,
  replyToNumber: l.replyToNumber,
  numberText: l.numberText,
})
