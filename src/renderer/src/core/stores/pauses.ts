import { create } from 'zustand'
import type { PauseState } from '#shared/contract/background/pauses.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useQuery } from '../lib/backend.ts'
import { showFailure } from './show-failure.ts'

/** Returns what is paused in Sendoff; undefined until first loaded. */
export const usePauses = (): PauseState | undefined => useQuery('pauses.state', {}).data

/** Returns whether a client is paused individually; a pause of everything does not count. */
export const isPausedIn = (state: PauseState | undefined, workspaceId: WorkspaceId): boolean =>
  state !== undefined && state.clients.some((each) => each.workspaceId === workspaceId)

/** What the question is about: a client, or everything; null while it is not shown. */
type Asked = { readonly workspaceId: WorkspaceId; readonly name: string } | 'everything' | null

export const usePauseQuestion = create<{ readonly asked: Asked }>(() => ({ asked: null }))
export const askToPause = (asked: Asked): void => usePauseQuestion.setState({ asked })

/** Resumes a client, or everything. */
export const resumeWork = (workspaceId: WorkspaceId | null): void =>
  void call('pauses.set', { workspaceId, paused: false }).catch(showFailure)
