import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { startableHarfBuzz } from './scripts/lib/harfbuzz.mjs'

// The Electron we run on may be older than the one we type against (docs/adr/002); the build must suit both ends.
process.env['ELECTRON_MAJOR_VER'] ??= '25'
if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
  process.env['ELECTRON_EXEC_PATH'] ??= `${process.env['ELECTRON_OVERRIDE_DIST_PATH']}/electron`
}

const commonJs = { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' } as const

export default defineConfig({
  main: {
    plugins: [startableHarfBuzz()],
    build: {
      target: 'node18.15',
      // Bundled, it leaves its words in forty languages behind.
      externalizeDeps: { exclude: ['zod'] },
      rolldownOptions: {
        input: {
          main: resolve('main/entry.ts'),
          diwan: resolve('main/diwan.ts'),
          'pdf-worker': resolve('main/pdf/worker.ts'),
          'pages-worker': resolve('main/documents/pages/worker.ts'),
          'folder-process': resolve('main/updates/folder-process.ts'),
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      externalizeDeps: false,
      rolldownOptions: { input: { preload: resolve('preload/preload.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue()],
    define: {
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
      __VUE_I18N_FULL_INSTALL__: true,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
      __INTLIFY_JIT_COMPILATION__: true,
      __INTLIFY_DROP_MESSAGE_COMPILER__: false,
    },
    build: { target: 'chrome114', minify: true, rolldownOptions: { input: { index: resolve('renderer/index.html') } } },
  },
})
