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
const LATER =
  /node_modules\/jsqr|\/src\/phone\/|\/src\/(?:hazards|check_ins|next|scan|fieldmap|opened)\/.+\.vue|\/words\/[\w-]+\/(?:hazards|checkIns|next|scan|phone\w*|fieldmap|opened)\.ts/
/** What the phone's first shell is made of; maps, charts and the desk stay out of it. */
const SHELL =
  /node_modules\/(@?vue|@intlify|dexie|workbox-window)|preload-helper|\/src\/(?!coverage\/|map\/|review\/|quality\/|targets\/(?!store)|words\/[\w-]+\/(?:coverage|review|trackFile|quality|targets))/

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
        codeSplitting: {
          groups: [
            // A group takes along what its modules import: the shell is asked first.
            { name: 'core', test: (id) => SHELL.test(id) && !LATER.test(id), priority: 2 },
            { name: 'later', test: LATER, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': BACKEND, '/ogc': BACKEND } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
