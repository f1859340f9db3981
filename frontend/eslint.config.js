import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

const mayFetch = ['src/sync/**', 'src/auth/**', 'src/coverage/**', 'src/map/**']

const features = ['patrols', 'hazards', 'check_ins', 'outreach', 'clinics']
/** What features share knows none of them. */
const shared = ['photos']
const above = ['app', 'coverage', 'map', 'review']

/** Imports point down only: a feature knows neither its neighbours nor what stands above it. */
const featureRules = [...features, ...shared].map((feature) => ({
  files: [`src/${feature}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [{ name: 'dexie', message: 'Only db/ opens IndexedDB.' }],
        patterns: [...features, ...above]
          .filter((folder) => folder !== feature)
          .map((folder) => ({ group: [`**/${folder}/*`] })),
      },
    ],
  },
}))

export default ts.config(
  { ignores: ['dist/**', 'src/api/schema.d.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': 'error',
      'max-depth': ['error', 3],
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Screens talk to the phone.' }],
    },
  },
  ...featureRules,
  { files: mayFetch, rules: { 'no-restricted-globals': 'off' } },
  { files: ['**/*.vue'], rules: { 'max-lines': ['error', 200], 'max-lines-per-function': 'off' } },
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['*.config.ts', 'build/*.{ts,mjs}'], languageOptions: { globals: { ...globals.node } } },
)
