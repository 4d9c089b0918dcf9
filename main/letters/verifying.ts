import type { codeVerdicts } from '../../contract/letter-verdicts'
import type { Actor } from '../../contract/permissions'
import { booksOf } from '../../db/register/books'
import { allRegisters } from '../../db/register/registers'
import { entryByNumber } from '../../db/register/entries'
import { deviceKeys, letterById } from '../../db/letters/letters'
import type { Reader } from '../../db/core/sql'
import { receiptsOf } from '../../db/receipts/receipts'
import { maySee } from '../../db/visibility/sight'
import { frozenPart, keyIdOf, readLetterCode, type LetterCode, type Paper } from '../../domain/letters/code'
import { labelHash } from '../../domain/labels/code'
import { hashOf } from '../../domain/receipts/facts'
import { printNumber } from '../../domain/register/numbering'
import { verifySignature } from '../../domain/trust/keys'
import type { Desk } from '../desk'

export type CodeFound = {
  verdict: (typeof codeVerdicts)[number]
  paper: Paper | null
  number: string | null
  date: string | null
  device: string | null
}

/**
 * What a code on a letter, a receipt or a label says, offline: whole and issued · cancelled since · a number that was never given · another text than
 * what was signed · a key this office does not know · read badly. A genuine code is never called false for how it was read.
 */
export async function verifyCode(desk: Desk, actor: Actor, payload: string): Promise<CodeFound> {
  const read = readLetterCode(payload)
  if (read === null || read === 'misread')
    return { verdict: 'misread', paper: null, number: null, date: null, device: null }
  const { code, text, signature } = read
  const key = (await deviceKeys(desk.db.read)).find((k) => keyIdOf(k.id) === code.keyId)
  const found = { paper: code.paper ?? 'letter', number: code.number, date: code.date, device: key?.name ?? null }
  if (!key) return { verdict: 'unknown-key', ...found }
  if (!verifySignature(key.publicKey, text, signature)) return { verdict: 'differs', ...found }
  return { verdict: await statusOf(desk, actor, code, key.id), ...found }
}

/** The code is what this PC of the office printed; whether the register still stands behind it is another question. */
async function statusOf(desk: Desk, actor: Actor, code: LetterCode, deviceId: string): Promise<CodeFound['verdict']> {
  const { read } = desk.db
  const entry = await entryByNumber(read, code.number, code.date)
  if (!entry) return (await wasReached(read, code, deviceId)) ? 'never-given' : 'not-here'
  // A2: whoever may not see what left is not told what became of it.
  if (!(await maySee(read, actor, 'entry', entry.id))) return 'not-here'
  if (entry.cancelledAt !== null) return 'cancelled'
  if (code.paper === 'receipt') return receiptStatus(read, code, entry.id)
  if (code.paper === 'label') return frozenPart(labelHash(entry.id)) === code.frozen ? 'genuine' : 'differs'
  const letter = entry.letterId === null ? undefined : await letterById(read, entry.letterId)
  if (!letter?.frozenHash) return 'not-here'
  return frozenPart(letter.frozenHash) === code.frozen ? 'genuine' : 'differs'
}

/** A receipt states what its row states; of a receipt that another PC gave and has not sent yet nothing is known. */
async function receiptStatus(read: Reader, code: LetterCode, entryId: string): Promise<CodeFound['verdict']> {
  const given = await receiptsOf(read, entryId)
  if (given.length === 0) return 'not-here'
  return given.some(
    ({ facts, copy }) =>
      facts.numberText === code.number && copy === code.pages && frozenPart(hashOf(facts)) === code.frozen,
  )
    ? 'genuine'
    : 'differs'
}

/** Whether a book that is here has come as far as this number: then it would be known. */
async function wasReached(read: Reader, code: LetterCode, deviceId: string): Promise<boolean> {
  const registers = await allRegisters(read, deviceId)
  const seq = Number(/(\d+)\D*$/.exec(code.number)?.[1] ?? 0)
  return (await booksOf(read)).some((book) => {
    const register = registers.find((r) => r.id === book.registerId)
    if (!register || seq < 1) return false
    const number = { register: register.code, year: book.year, desk: book.desk, seq }
    return printNumber(register.pattern, number) === code.number && seq <= book.lastSeq
  })
}
