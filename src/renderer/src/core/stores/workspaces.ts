import { createContext, useContext, useMemo } from 'react'
import { create } from 'zustand'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../lib/backend.ts'

const useChoice = create<ClientFilter>(() => ({ workspaceId: null, partId: null }))

/** Client the window shows: all clients, a workspace, or a part of one. */
export const useCurrentClient = (): ClientFilter => useChoice()
export const currentClient = (): ClientFilter => useChoice.getState()
export const chooseClient = (client: ClientFilter): void => useChoice.setState(client)

/** Workspace the window shows, in full or in part; null for all clients. */
export const useCurrentWorkspaceId = (): WorkspaceId | null => useChoice((choice) => choice.workspaceId)
export const currentWorkspaceId = (): WorkspaceId | null => useChoice.getState().workspaceId
export const chooseWorkspace = (workspaceId: WorkspaceId | null): void => chooseClient({ workspaceId, partId: null })
export const onClientChosen = (listener: (client: ClientFilter) => void): (() => void) => useChoice.subscribe(listener)

/** Returns all clients that are not archived, by number; undefined until first loaded. */
export function useWorkspaces(): readonly Workspace[] | undefined {
  return useQuery('workspaces.list', { archived: false }).data
}

/** Returns the clients that *All clients* stands for: the real ones, or the demo while there are no others. */
export function clientsTogether(all: readonly Workspace[]): readonly Workspace[] {
  const real = all.filter((each) => !each.demo)
  return real.length > 0 ? real : all
}

/** Returns the workspace the window shows; null for all clients. */
export function useCurrentWorkspace(): Workspace | null {
  const id = useCurrentWorkspaceId()
  const all = useWorkspaces()
  return all?.find((workspace) => workspace.id === id) ?? null
}

/** Returns clients that are parts of a workspace, of all workspaces in use, by name; undefined until first loaded. */
export function useClientParts(): readonly ClientPart[] | undefined {
  return useQuery('clients.parts', {}).data
}

type Whose = { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }
/** Name and colour of a client; `whole` is the name with its workspace in front. */
export type ClientLabel = { readonly name: string; readonly colour: number; readonly whole: string }

type ClientLabelOf = (of: Whose) => ClientLabel | null

/** Context with the names and colours of clients: loaded once for the window, not by each row of a table. */
export const ClientLabels = createContext<ClientLabelOf>(() => null)

/** Returns a lookup of the client of a campaign, reply or event: its part of the workspace, else the workspace. */
export const useClientLabel = (): ClientLabelOf => useContext(ClientLabels)

/** Returns the value of `ClientLabels`. */
export function useReadClientLabels(): ClientLabelOf {
  const workspaces = useWorkspaces()
  const parts = useClientParts()
  return useMemo(() => {
    const [byId, partById] = [
      new Map((workspaces ?? []).map((each) => [each.id, each])),
      new Map((parts ?? []).map((each) => [each.id, each])),
    ]
    return ({ workspaceId, partId }) => {
      const workspace = byId.get(workspaceId)
      const part = partId === null ? undefined : partById.get(partId)
      if (!workspace) return null
      const { name, colour } = part ?? workspace
      return { name, colour, whole: part ? `${workspace.name} › ${part.name}` : workspace.name }
    }
  }, [workspaces, parts])
}

/** Returns the part the window shows; null if a workspace or all clients are shown. */
export function useCurrentPart(): ClientPart | null {
  const { partId } = useCurrentClient()
  return useClientParts()?.find(({ id }) => id === partId) ?? null
}
