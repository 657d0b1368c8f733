import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { DealCell } from './deal-cell.tsx'
import { dealAge } from './deal-text.ts'

/** A person's deals in CRMs, as last read; renders nothing if there are none. */
export function LeadDeals({ workspaceId, email }: { workspaceId: WorkspaceId; email: string | null }) {
  const { data } = useQuery('crm.dealsOf', email === null ? null : { workspaceId, email })
  if (!data || data.length === 0) return null
  return (
    <>
      <h4>{t.crm.deal}</h4>
      {data.map((deal) => (
        <div key={deal.id}>
          <DealCell deal={deal} />
          <p className="small text-3">
            {deal.targetName}
            {' · '}
            {dealAge(deal)}
          </p>
        </div>
      ))}
    </>
  )
}
