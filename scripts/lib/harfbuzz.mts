import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const STARTS = 'init(await createHarfBuzz());'
const FILE = 'virtual:harfbuzz-file'
const wasm = resolve('node_modules/harfbuzzjs/dist/harfbuzz.wasm')

/**
 * harfbuzzjs instantiates its WebAssembly as it is imported, with an `await` outside any function: no CommonJS file can hold
 * that, and main's files are CommonJS (an ES module inside an archive does not load below Electron 28). Here the line becomes a
 * function that is called with the bytes of the file, and `virtual:harfbuzz-file` is where that file lies: beside what was built,
 * or in its package. Another version has to be looked at again, and is refused until then.
 */
export function startableHarfBuzz(): Plugin {
  let building = false
  return {
    name: 'startable-harfbuzz',
    enforce: 'pre',
    configResolved: ({ command }) => void (building = command === 'build'),
    resolveId: (id) => (id === FILE ? `\0${FILE}` : null),
    load(id) {
      if (id !== `\0${FILE}`) return null
      if (!building) return `export default ${JSON.stringify(wasm)}`
      this.emitFile({ type: 'asset', fileName: 'harfbuzz.wasm', source: readFileSync(wasm) })
      return `import { join } from 'node:path'\nexport default join(__dirname, 'harfbuzz.wasm')`
    },
    transform(code, id) {
      if (!id.includes(join('harfbuzzjs', 'dist', 'index.mjs'))) return null
      if (!code.includes(STARTS)) throw new Error('harfbuzzjs starts in another way than 1.6.4 does')
      const started = 'export const start = async (wasmBinary) => init(await createHarfBuzz({ wasmBinary }));'
      return { code: code.replace(STARTS, started), map: null }
    },
  }
}
