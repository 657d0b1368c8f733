import { create } from 'zustand'
import type { Workspace } from '#shared/contract/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../lib/use-query.ts'

type Choice = { readonly workspaceId: WorkspaceId | null }
const useChoice = create<Choice>(() => ({ workspaceId: null }))

/** The client the window shows; null for all clients. */
export const useCurrentWorkspaceId = (): WorkspaceId | null => useChoice((choice) => choice.workspaceId)
export const currentWorkspaceId = (): WorkspaceId | null => useChoice.getState().workspaceId
export const chooseWorkspace = (workspaceId: WorkspaceId | null): void => useChoice.setState({ workspaceId })
export const onWorkspaceChosen = (listener: (workspaceId: WorkspaceId | null) => void): (() => void) =>
  useChoice.subscribe((choice) => listener(choice.workspaceId))

/** All clients that are not archived, in the order of their numbers; undefined until first read. */
export function useWorkspaces(): readonly Workspace[] | undefined {
  return useQuery('workspaces.list', { archived: false }, ['workspaces', 'lists', 'exports']).data
}

/** Whom *All clients* means: the real ones, or the demo while there are no others. */
export function clientsTogether(all: readonly Workspace[]): readonly Workspace[] {
  const real = all.filter((each) => !each.demo)
  return real.length > 0 ? real : all
}

/** The client the window shows, whole; null for all clients. */
export function useCurrentWorkspace(): Workspace | null {
  const id = useCurrentWorkspaceId()
  const all = useWorkspaces()
  return all?.find((workspace) => workspace.id === id) ?? null
}
