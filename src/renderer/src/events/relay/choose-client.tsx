import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ClientField } from '../../core/ui/client-field.tsx'

/** Returns the client a page is about: the one shown, or one chosen here if all are shown. */
export function useChosenClient(): {
  readonly workspace: Workspace | null
  readonly all: readonly Workspace[]
  readonly choose: (id: WorkspaceId) => void
} {
  const current = useCurrentWorkspaceId()
  const all = useWorkspaces() ?? []
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const id = current ?? chosen ?? all[0]?.id ?? null
  return { workspace: all.find((each) => each.id === id) ?? null, all, choose: setChosen }
}

/** Renders nothing if the rail already shows the client. */
export function ChosenClient({
  workspace,
  all,
  choose,
}: ReturnType<typeof useChosenClient> & { workspace: Workspace }) {
  const current = useCurrentWorkspaceId()
  if (current !== null || all.length < 2) return null
  return <ClientField label={t.relay.client} clients={all} value={workspace.id} onChange={choose} />
}
