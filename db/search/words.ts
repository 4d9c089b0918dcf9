import { indexForms, rawRunsOf, runsOf } from '../../domain/text/forms'
import { phonesOf } from '../../domain/text/phone'

const FIGURES = /^[0-9]+$/

/** Each word beside all it is found by; a word in pieces also in one; telephone numbers by what identifies them. */
export class Words {
  /** It lives no longer than the documents it is made for: nothing of a text stays after the log-out. */
  private readonly met = new Map<string, readonly string[]>()

  add(text: string, to: string[]): void {
    for (const run of rawRunsOf(text)) to.push(...this.of(run))
    for (const phone of phonesOf(text)) to.push(...phone.keys)
  }

  private of(raw: string): readonly string[] {
    const known = this.met.get(raw)
    if (known) return known
    // A number of its own for each of thousands: there is nothing to fold or to take apart.
    if (FIGURES.test(raw)) return indexForms(raw)
    const tokens = runsOf(raw).flatMap((run) => [
      ...run.parts.flatMap((part) => part.words.flatMap(indexForms)),
      ...(run.joined ? indexForms(run.joined) : []),
    ])
    this.met.set(raw, tokens)
    return tokens
  }
}
