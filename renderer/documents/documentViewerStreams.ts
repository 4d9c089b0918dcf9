/**
 * Chromium 114 cannot `for await` over a ReadableStream (it came with 124); pdf.js does so when it unpacks data.
 * Added only where it is missing, in the window and in the worker.
 */
type Readable = ReadableStream & { [Symbol.asyncIterator]?: () => AsyncGenerator }

async function* chunksOf(stream: ReadableStream): AsyncGenerator {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

const prototype = ReadableStream.prototype as Readable
if (typeof prototype[Symbol.asyncIterator] !== 'function') {
  Object.defineProperty(prototype, Symbol.asyncIterator, {
    configurable: true,
    writable: true,
    value(this: ReadableStream) {
      return chunksOf(this)
    },
  })
}
export {}
