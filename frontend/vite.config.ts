import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { VitePWA } from 'vite-plugin-pwa'
import { compress } from './build/compress'
import { manifest } from './build/manifest'
import packageJson from './package.json' with { type: 'json' }

/**
 * The phone's screens that are opened from others, with their words: one chunk that comes after the
 * shell and is kept with it. A screen of the shell loads a component of theirs asynchronously.
 */
const LATER = new RegExp(
  [
    /node_modules\/(?:jsqr|pmtiles|fflate)/,
    /\/src\/app\/later\.ts/,
    /\/src\/(?:phone|opened)\//,
    /\/src\/(?:hazards|check_ins|next|scan|fieldmap)\/(?:.+\.vue|language\.ts)/,
    /\/src\/hazards\/(?:form|steps|spoken|store|secondLook|useNearTargets)\.ts/,
    /\/src\/(?:check_ins\/(?:method|checkIn)|scan\/(?:read|label))\.ts/,
    /\/src\/(?:next|fieldmap)\/(?!live)\w+\.ts/,
    /\/src\/map\/(?:geometry|projection)\.ts/,
    /\/words\/[\w-]+\/(?:hazards|checkIns|next|scan|phone\w*|fieldmap|opened|reviewFields)\.ts/,
  ]
    .map(({ source }) => source)
    .join('|'),
)
/** What the phone's first shell is made of; maps, charts and the desk stay out of it. */
const SHELL =
  /node_modules\/(@?vue|@intlify|dexie|workbox-window)|preload-helper|\/src\/(?!coverage\/|map\/|review\/|quality\/|next\/|fieldmap\/|(?:hazards|check_ins|scan|phone|opened)\/.+\.vue|targets\/(?!store|phone)|words\/[\w-]+\/(?:coverage|review|trackFile|quality|targets|hazards|checkIns|next|scan|phone|fieldmap|opened))/

const isShell = (module: string) => SHELL.test(module) && !LATER.test(module)

const BACKEND = 'http://127.0.0.1:8000'

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [
    vue(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      workbox: {
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/ogc/],
        // The phone's shell only: Workbox fetches these one after another.
        globPatterns: [
          'index.html',
          'assets/index-*.{js,css}',
          'assets/core-*.{js,css}',
          'assets/later-*.{js,css}',
          'icon.svg',
        ],
        runtimeCaching: [
          {
            urlPattern: /\/assets\/.+\.(js|mjs|css|woff2)$/,
            handler: 'CacheFirst',
            options: { cacheName: 'desk', expiration: { maxEntries: 40 } },
          },
        ],
      },
    }),
    compress('dist'),
  ],
  build: {
    target: ['chrome99', 'safari15.4'],
    rolldownOptions: {
      output: {
        // A screen of the chunk "later" has a door of its own: its name says that it is kept, too.
        chunkFileNames: ({ facadeModuleId }) =>
          LATER.test(facadeModuleId ?? '')
            ? 'assets/later-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // The shell first: a group takes along what its modules import.
            { name: 'core', test: isShell, priority: 2 },
            { name: 'later', test: LATER, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': BACKEND, '/ogc': BACKEND } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
