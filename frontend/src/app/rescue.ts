// Hands the rescue file to the user: through the share sheet, or as a download.

import { ref } from 'vue'
import { signedInAs } from '../auth/session'
import { rescueFile } from '../sync/rescue'
import { onlyHere } from '../sync/unsent'

export interface Exported {
  count: number
  unsent_count: number
  /** Ids of the user's records that only this phone has, all of them in the file. */
  own: ReadonlySet<string>
}

/** The last file that left this page; null as long as none did. */
export const exported = ref<Exported | null>(null)

export async function exportQueue(now = Date.now): Promise<void> {
  const own = new Set(await onlyHere())
  const { file, count, unsent_count } = await rescueFile(await signedInAs(), now())
  if (count === 0 || (await hand(file))) exported.value = { count, unsent_count, own }
}

/** False when the user closed the share sheet. */
async function hand(file: File): Promise<boolean> {
  if (!navigator.canShare?.({ files: [file] })) return download(file)
  try {
    await navigator.share({ files: [file], title: file.name })
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? false : download(file)
  }
}

const DOWNLOADED_MS = 60_000

function download(file: File): true {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOADED_MS)
  return true
}
