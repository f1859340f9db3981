declare const __APP_VERSION__: string

/** User-Agent Client Hints: Chromium only, and not yet in TypeScript's DOM library. */
interface Navigator {
  readonly userAgentData?: {
    getHighEntropyValues(hints: string[]): Promise<{ model?: string }>
  }
}
