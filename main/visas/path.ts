import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Askable, ShownStep, VisaPath } from '../../contract/visas'
import { delegationKinds } from '../../contract/standing'
import type { Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import type { LetterRecord } from '../../db/letters/letters'
import { people, type Person } from '../../db/session/people'
import { unitById } from '../../db/units/units'
import { handovers } from '../../db/standing/standing'
import { usualPaths, visasOf } from '../../db/visas/visas'
import { authorsOf } from '../../domain/letters/flow'
import { kindOf } from '../../domain/letters/layout'
import { isPath, pathOf, stepKey, textHash, usualPathOf, type PathStep } from '../../domain/letters/visas'
import { successorOf } from '../../domain/standing/standing'
import type { Desk } from '../desk'
import { readableLetter } from '../letters/reading'
import { delegationOf } from '../standing/whose'
import { turnOf } from './giving'

const named = (all: readonly Person[], id: string): Names | null => all.find((p) => p.id === id)?.names ?? null

/** The way of one letter to its signature, as this reader may see and go it. */
export async function pathFor(desk: Desk, actor: Actor, id: string): Promise<VisaPath> {
  const { read } = desk.db
  const letter = await readableLetter(desk, actor, id)
  const [said, all] = [await visasOf(read, id), await people(read)]
  const steps = pathOf(letter, said)
  const shown: ShownStep[] = []
  for (const { step, visa, state } of steps) {
    const unit = step.kind === 'unit' ? await unitById(read, step.id) : undefined
    const names = unit?.names ?? named(all, step.id)
    const by = visa && { byNames: named(all, visa.byId), at: visa.at }
    const stoodIn = visa !== null && step.kind === 'person' && visa.byId !== step.id
    shown.push({ step, names, state, byNames: null, at: null, ...by, stoodIn })
  }
  const counted = new Set(steps.flatMap(({ visa }) => visa?.id ?? []))
  const turn = await turnOf(desk, actor, letter, read).catch((error: unknown) => {
    if (error instanceof AppError) return null // another's turn; the reason is told when somebody tries
    throw error
  })
  const through = turn && turn.through.userId !== actor.userId ? named(all, turn.through.userId) : null
  return {
    steps: shown,
    textHash: textHash(id, letter.content),
    mine: turn !== null,
    forNames: through,
    before: said
      .filter((one) => !counted.has(one.id))
      .map(({ byId, at, verdict, reason }) => ({
        byNames: named(all, byId),
        at,
        verdict: verdict as 'given',
        reason,
      })),
    usual: letter.state === 'draft' || letter.state === 'returned' ? await proposed(letter, read) : [],
    signs: await signsFor(desk, actor, letter, read),
  }
}

async function signsFor(desk: Desk, actor: Actor, letter: LetterRecord, read: Reader): Promise<VisaPath['signs']> {
  const under = letter.state === 'submitted' ? (await delegationOf(desk, actor, letter, read)).under : undefined
  const mode = delegationKinds.find((kind) => kind === under?.kind)
  return under && mode ? { mode, ofTitle: under.fromTitle, until: under.until } : null
}

/** The path a letter went before, while it is the office's or its author's; of a new one, the one its kind usually goes. */
export async function proposed(letter: LetterRecord, read: Reader): Promise<PathStep[]> {
  if (letter.visaPath) return letter.visaPath
  const drafter = (await people(read)).find((p) => p.id === letter.draftedById)
  const about = { kind: kindOf(letter.content), unitId: drafter?.unitId ?? null }
  const usual = usualPathOf(await usualPaths(read), about)
  if (!usual) return []
  // W7: whoever handed over since it was written is not asked any more.
  const left = await handovers(read)
  const steps = usual.steps.map((step) =>
    step.kind === 'person' ? { ...step, id: successorOf(step.id, left, usual.at) } : step,
  )
  return steps.filter((step, at) => steps.findIndex((one) => stepKey(one) === stepKey(step)) === at)
}

/** Everybody who may be asked, and whoever could until they left. */
export async function askable(desk: Desk): Promise<Askable[]> {
  const all = await people(desk.db.read)
  return all
    .filter((p) => mayGive(desk, { ...p, active: true }))
    .map(({ id, names, unitId, roles, active }) => ({ id, names, unitId, roles: [...roles], active }))
}

const mayGive = (desk: Desk, { id, roles, clearance, active }: Person): boolean =>
  active && can({ userId: id, roles, clearance, officeId: desk.office.id, deviceId: desk.device.id }, 'letters:approve')

/**
 * W2, A4: each is asked once, is here and may say a word, and nobody is asked about what they wrote alone.
 * @throws visa-path-unfit
 */
export async function checkPath(
  desk: Desk,
  letter: LetterRecord,
  steps: readonly PathStep[],
  read: Reader,
): Promise<void> {
  if (!isPath(steps)) throw new AppError('visa-path-unfit')
  if (steps.length === 0) return
  const able = (await people(read)).filter((p) => mayGive(desk, p))
  const others = desk.office.ownApprovalAllowed ? able : able.filter((p) => !authorsOf(letter).includes(p.id))
  const answered = ({ kind, id, role }: PathStep): boolean =>
    others.some((p) => (kind === 'person' ? p.id === id : p.unitId === id && p.roles.some((one) => one === role)))
  if (!steps.every(answered)) throw new AppError('visa-path-unfit')
}
