import type { Language } from '../../contract/values'
import { fill, words } from '../../domain/words'
import type { Going } from './going'

/** Asks in the system's own words and buttons. @returns which button */
export type AskPlainly = (asked: { message: string; detail: string; buttons: string[] }) => Promise<number>

/**
 * The way back where the page of the window is what is broken: in one of the system's dialogs. What needs a proof, because something is
 * lost by it, has no place there: an administrator is told what to install.
 */
export async function withoutPage(
  going: Pick<Going, 'offer' | 'go' | 'tryAgain'>,
  language: Language,
  ask: AskPlainly,
): Promise<void> {
  const w = words[language].wayBack
  const offer = await going.offer()
  if (!offer) return
  const { from, to, data, kept, file, ready } = offer
  const named = { from, to: to ?? w.unknown, file: file ?? w.itsPackage }
  const byHand = (): Promise<number> =>
    ask({ message: fill(w.ready, named), detail: fill(w.byHand, named), buttons: [w.close] })
  if (ready && !kept) return void (await byHand())
  if (data === 'loses')
    return void (await ask({ message: fill(w.broken, named), detail: fill(w.loses, named), buttons: [w.close] }))
  const detail = `${fill(w[data], named)}\n${fill(kept ? w.kept : w.byHand, named)}`
  const buttons = [w.go, w.tryAgain, w.close]
  const answer = await ask({ message: fill(w.broken, named), detail, buttons })
  if (answer === 1) return going.tryAgain()
  if (answer === 0 && (await going.go({ by: null, losing: false })).program === 'byHand') await byHand()
}
