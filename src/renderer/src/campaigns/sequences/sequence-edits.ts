import { create } from 'zustand'
import type { Sequence } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceLanguage } from '#shared/domain/campaigns/copy/sequence.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { StepForm } from '../copy/step-form.ts'

/** A template being edited. */
export type SequenceForm = {
  readonly name: string
  readonly workspaceId: WorkspaceId | null
  readonly language: SequenceLanguage | null
  readonly industry: string
  readonly steps: readonly StepForm[]
  /** Version the edits are based on; null for a new template. */
  readonly base: number | null
}

type All = Readonly<Record<string, SequenceForm>>
const useEdits = create<All>(() => ({}))

/** Returns the unsaved edits of a template, by its id or `new`. They are kept when the operator leaves the screen. */
export const useSequenceEdits = (key: string): SequenceForm | undefined => useEdits((all) => all[key])
export const editSequence = (key: string, form: SequenceForm): void => useEdits.setState({ [key]: form })
export function forgetSequence(key: string): void {
  useEdits.setState((all) => {
    const { [key]: _gone, ...rest } = all
    return rest
  }, true)
}
/** Drops the edits in `sent`, which are now saved; edits made since are kept, based on the saved version. */
export function sequenceSaved(key: string, sent: SequenceForm, { id, version }: Sequence): void {
  const now = useEdits.getState()[key]
  forgetSequence(key)
  if (now && now !== sent) editSequence(String(id), { ...now, base: version })
}

/** Returns the undo scope of a template. */
export const sequenceScope = (key: string): string => `sequence:${key}`
