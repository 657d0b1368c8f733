import { create } from 'zustand'
import type { Sequence } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceLanguage } from '#shared/domain/campaigns/copy/sequence.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { StepForm } from '../copy/step-form.ts'

/** A template as it is being written. */
export type SequenceForm = {
  readonly name: string
  readonly workspaceId: WorkspaceId | null
  readonly language: SequenceLanguage | null
  readonly industry: string
  readonly steps: readonly StepForm[]
  /** The version it was begun from; null for a new one. */
  readonly base: number | null
}

type All = Readonly<Record<string, SequenceForm>>
const useEdits = create<All>(() => ({}))

/** What was written and not saved yet, by the template's id or `new`. Leaving the screen keeps it. */
export const useSequenceEdits = (key: string): SequenceForm | undefined => useEdits((all) => all[key])
export const editSequence = (key: string, form: SequenceForm): void => useEdits.setState({ [key]: form })
export function forgetSequence(key: string): void {
  useEdits.setState((all) => {
    const { [key]: _gone, ...rest } = all
    return rest
  }, true)
}
/** `sent` is saved and no edit any more; what was written since is one of the version it became. */
export function sequenceSaved(key: string, sent: SequenceForm, { id, version }: Sequence): void {
  const now = useEdits.getState()[key]
  forgetSequence(key)
  if (now && now !== sent) editSequence(String(id), { ...now, base: version })
}

/** What a template's acts of undo belong to. */
export const sequenceScope = (key: string): string => `sequence:${key}`
