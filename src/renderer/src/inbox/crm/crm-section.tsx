import { Handshake } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ClientField } from '../../core/ui/client-field.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { TargetsCard } from './targets-card.tsx'

/** Where a client's qualified leads are sent, and the outcome of each. */
export function CrmSection() {
  const words = t.crm
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const workspaceId = chosen ?? current ?? workspaces[0]?.id ?? null
  if (workspaceId === null) {
    return <EmptyState icon={Handshake} title={words.emptyTitle} text={words.emptyText} />
  }
  return (
    <>
      <p className="text-2">{words.text}</p>
      {workspaces.length > 1 && (
        <ClientField label={words.client} clients={workspaces} value={workspaceId} onChange={setChosen} />
      )}
      <TargetsCard key={`targets ${workspaceId}`} workspaceId={workspaceId} />
      <DeliveryLog key={`log ${workspaceId}`} workspaceId={workspaceId} />
    </>
  )
}
