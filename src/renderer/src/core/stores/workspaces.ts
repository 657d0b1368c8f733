import { createContext, useContext, useMemo } from 'react'
import { create } from 'zustand'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../lib/use-query.ts'

const useChoice = create<ClientFilter>(() => ({ workspaceId: null, partId: null }))

/** The client the window shows: all of them, a workspace, or a part of one. */
export const useCurrentClient = (): ClientFilter => useChoice()
export const currentClient = (): ClientFilter => useChoice.getState()
export const chooseClient = (client: ClientFilter): void => useChoice.setState(client)

/** The workspace the window shows, whole or in part; null for all clients. */
export const useCurrentWorkspaceId = (): WorkspaceId | null => useChoice((choice) => choice.workspaceId)
export const currentWorkspaceId = (): WorkspaceId | null => useChoice.getState().workspaceId
export const chooseWorkspace = (workspaceId: WorkspaceId | null): void => chooseClient({ workspaceId, partId: null })
export const onClientChosen = (listener: (client: ClientFilter) => void): (() => void) => useChoice.subscribe(listener)

/** All clients that are not archived, in the order of their numbers; undefined until first read. */
export function useWorkspaces(): readonly Workspace[] | undefined {
  return useQuery('workspaces.list', { archived: false }).data
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

/** Clients that are parts of a workspace, of all workspaces in use, by name; undefined until first read. */
export function useClientParts(): readonly ClientPart[] | undefined {
  return useQuery('clients.parts', {}).data
}

type Whose = { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }
/** How a client is called and coloured; `whole` with its workspace before it. */
export type ClientLook = { readonly name: string; readonly colour: number; readonly whole: string }

type LookOf = (of: Whose) => ClientLook | null

/** How clients look, for all that is drawn in the window: read once, not by each row of a table. */
export const ClientLooks = createContext<LookOf>(() => null)

/** Tells how the client of a campaign, a reply or an event looks: its part of the workspace, else the workspace. */
export const useClientLook = (): LookOf => useContext(ClientLooks)

/** What `ClientLooks` gives to all. */
export function useReadLooks(): LookOf {
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

/** The part the window shows, whole; null where a workspace or all clients are shown. */
export function useCurrentPart(): ClientPart | null {
  const { partId } = useCurrentClient()
  return useClientParts()?.find(({ id }) => id === partId) ?? null
}
