// Two bundles for the simulator: the phone's own code as a script, and the host that runs phones.

import { defineConfig } from 'vite'

const OUT = 'node_modules/.simulation'
const DEFINE = {
  __APP_VERSION__: '"0.1.0"',
  'process.env.NODE_ENV': '"production"',
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
}

const phone = {
  define: DEFINE,
  publicDir: false as const,
  build: {
    outDir: OUT,
    emptyOutDir: false,
    minify: false,
    target: 'es2022',
    lib: { entry: 'simulation/phone.ts', formats: ['iife' as const], name: 'phone' },
    rolldownOptions: { output: { entryFileNames: 'phone.js' } },
  },
}

const host = {
  publicDir: false as const,
  build: {
    outDir: OUT,
    emptyOutDir: false,
    minify: false,
    ssr: 'simulation/host.ts',
    rolldownOptions: { output: { entryFileNames: 'host.mjs' } },
  },
  ssr: { noExternal: ['fake-indexeddb'] },
}

export default defineConfig(({ mode }) => (mode === 'phone' ? phone : host))
