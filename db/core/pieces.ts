/**
 * Long lists in pieces. The database works in a thread of its own: while it has one piece, the next is prepared here.
 * @param prepare makes a piece ready and gives back what sends it; it waits for nothing
 */
export async function inPieces<T>(
  all: readonly T[],
  size: number,
  prepare: (piece: readonly T[]) => () => Promise<void>,
): Promise<void> {
  let running = Promise.resolve()
  try {
    for (let from = 0; from < all.length; from += size) {
      const send = prepare(all.slice(from, from + size))
      await running
      running = send()
    }
  } finally {
    // Nothing goes on in the thread when this is over, also when a piece could not be prepared.
    await running
  }
}
