import type { Line } from '../../../domain/letters/marks/model'
import type { Place } from '../../../domain/letters/marks/places'

type State = { lines: Line[]; at: Place }

/** Typed within this time it is one step, in milliseconds. */
const ONE_STEP = 1200
const MOST = 200

/** What a text was, to go back to. The browser's own steps know nothing of what a program did between them. */
export function useHistory(now: () => number = () => performance.now()) {
  let past: State[] = []
  let future: State[] = []
  let typedAt = -Infinity
  return {
    /** Before a change: `typing` joins those that follow each other. */
    keep(state: State, typing = false): void {
      const goesOn = typing && now() - typedAt < ONE_STEP
      typedAt = typing ? now() : -Infinity
      future = []
      if (!goesOn) past = [...past, state].slice(-MOST)
    },
    back(current: State): State | null {
      const before = past.pop()
      if (!before) return null
      future.push(current)
      typedAt = -Infinity
      return before
    },
    on(current: State): State | null {
      const after = future.pop()
      if (!after) return null
      past.push(current)
      return after
    },
    forget(): void {
      past = []
      future = []
    },
  }
}
