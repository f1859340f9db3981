import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { uuidv7 } from './uuidv7'

/** A form that isn't sealed yet; its id is already that of the record to come. */
export interface FormDraft {
  id: string
  kind: 'outreach_event' | 'clinic_session' | 'hazard' | 'hazard_step' | 'amendment'
  form: object
  /** The user whose draft it is; empty for one from before drafts had authors: anyone's. */
  author: string
  updated_at: number
}

const FORMS: Record<FormDraft['kind'], (form: Record<string, unknown>) => string> = {
  outreach_event: () => '/outreach/new',
  clinic_session: () => '/clinic/new',
  hazard: () => '/hazard/new',
  hazard_step: ({ hazard, action }) => `/hazards/${hazard}/step/${action}`,
  amendment: ({ record }) => `/records/${record}/amend`,
}

/** Where its form is opened again. */
export const addressOf = ({ kind, form }: FormDraft) => FORMS[kind](form as Record<string, unknown>)

export const SAVE_WITHIN_MS = 250

/** The drafts of the signed-in user, and those of nobody. */
export async function ownDrafts(): Promise<FormDraft[]> {
  return db.drafts
    .where('author')
    .anyOf('', await signedInAs())
    .toArray()
}

/**
 * The user's draft of this kind that was last worked on, or a fresh one that isn't stored yet.
 * `isMeant` tells drafts apart that are about different things.
 */
export async function openDraft<Form extends object>(
  kind: FormDraft['kind'],
  fresh: () => Form | Promise<Form>,
  isMeant: (form: Form) => boolean = () => true,
): Promise<{ id: string; form: Form; restored: boolean }> {
  const drafts = (await ownDrafts()).filter(
    (draft) => draft.kind === kind && isMeant(draft.form as Form),
  )
  const last = drafts.sort((a, b) => a.updated_at - b.updated_at).at(-1)
  const form = await fresh()
  if (last) return { id: last.id, form: { ...form, ...(last.form as Form) }, restored: true }
  return { id: uuidv7(), form, restored: false }
}

/** Saves a draft a moment after each change, at the latest SAVE_WITHIN_MS after the first. */
export class DraftSaver {
  private timer: ReturnType<typeof setTimeout> | null = null
  private closed = false
  private readonly author = signedInAs()

  constructor(
    private readonly draft: Pick<FormDraft, 'id' | 'kind'>,
    private readonly read: () => object,
    private readonly saved: () => void,
  ) {}

  changed(): void {
    if (this.closed || this.timer !== null) return
    this.timer = setTimeout(() => void this.flush(), SAVE_WITHIN_MS)
  }

  async flush(): Promise<void> {
    if (this.timer === null || this.closed) return
    clearTimeout(this.timer)
    this.timer = null
    const author = await this.author
    if (this.closed) return
    await db.drafts.put({ ...this.draft, author, form: this.read(), updated_at: Date.now() })
    this.saved()
  }

  /** After this nothing is saved any more: the draft is being sealed or was thrown away. */
  close(): void {
    this.closed = true
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Sealing failed: the form is still open and goes on being saved. */
  reopen(): void {
    this.closed = false
    this.changed()
  }
}
