import { create } from 'zustand'
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

/** What a template's acts of undo belong to. */
export const sequenceScope = (key: string): string => `sequence:${key}`
