import { ref } from 'vue'

/** Copies a text, and tells whether it went: some browsers refuse without saying why. */
export function useCopy() {
  const outcome = ref<'copied' | 'notCopied' | null>(null)

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      outcome.value = 'copied'
    } catch {
      outcome.value = copiedByHand(text) ? 'copied' : 'notCopied'
    }
  }

  return { outcome, copy }
}

/** As it was done before there was a clipboard to ask: WeChat and old engines. */
function copiedByHand(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  const went = document.execCommand('copy')
  field.remove()
  return went
}
