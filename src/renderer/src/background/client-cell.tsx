import './health.css'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../core/lib/texts.ts'
import { useWorkspaces } from '../core/stores/workspaces.ts'
import { Cut } from '../core/ui/cut.tsx'
import { WorkspaceSquare } from '../core/ui/workspace-square.tsx'

type Client = { readonly name: string; readonly colour: number }
export type Clients = ReadonlyMap<WorkspaceId, Client>

/** Returns the names and colours of clients, by id. */
export const useClients = (): Clients => new Map((useWorkspaces() ?? []).map((each) => [each.id, each]))

/** Returns the name of a client, or of the app itself. */
export const clientName = (clients: Clients, id: WorkspaceId | null): string =>
  id === null ? t.health.jobs.app : (clients.get(id)?.name ?? '')

export function ClientCell({ clients, id }: { clients: Clients; id: WorkspaceId | null }) {
  if (id === null) return <span className="text-3">{t.health.jobs.app}</span>
  const name = clientName(clients, id)
  return (
    <span className="row">
      <WorkspaceSquare colour={clients.get(id)?.colour ?? null} />
      <Cut text={name} />
    </span>
  )
}
