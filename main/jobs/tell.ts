/** Says it at once, and again at most so often while more comes: a window cannot draw a thousand steps a second. */
export function atMostEvery(ms: number, say: () => void): { tell: () => void; stop: () => void } {
  let resting: NodeJS.Timeout | null = null
  let more = false
  const rest = (): void => {
    resting = setTimeout(() => {
      resting = null
      if (!more) return
      more = false
      say()
      rest()
    }, ms)
    resting.unref()
  }
  return {
    tell: () => {
      if (resting) more = true
      else {
        say()
        rest()
      }
    },
    stop: () => {
      if (resting) clearTimeout(resting)
      resting = null
      more = false
    },
  }
}
