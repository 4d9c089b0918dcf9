import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** What runs in plain Node 20: the central server and the walk of the demo. Packages stay outside the bundle. */
export default defineConfig({
  build: {
    outDir: 'out/node',
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: { server: resolve('server/main.ts'), walk: resolve('scripts/demo/walk.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' },
    },
  },
})
