import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What is asked of the thread: a page as it is drawn, and where its decoder is shipped. */
export type CodeAsked = { id: number; wasm: string; width: number; height: number; data: ArrayBuffer }
export type CodeAnswer = { id: number; texts: string[] } | { id: number; failed: string }

let prepared: Promise<unknown> | null = null
async function prepare(wasm: string): Promise<void> {
  // The decoder is the window's own file: nothing is fetched from anywhere.
  prepared ??= fetch(wasm)
    .then((reply) => reply.arrayBuffer())
    .then((wasmBinary) => prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }))
  await prepared
}

const say = (answer: CodeAnswer): void => postMessage(answer)

addEventListener('message', ({ data: asked }: MessageEvent<CodeAsked>) => {
  const { id, wasm, width, height, data } = asked
  prepare(wasm)
    .then(() =>
      readBarcodes(new ImageData(new Uint8ClampedArray(data), width, height), {
        formats: ['QRCode', 'Code128'],
        tryHarder: true,
        maxNumberOfSymbols: 12,
      }),
    )
    .then(
      (found) => say({ id, texts: found.map(({ text }) => text) }),
      (error: unknown) => say({ id, failed: String(error) }),
    )
})
