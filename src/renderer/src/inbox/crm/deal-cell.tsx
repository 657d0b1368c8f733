import './crm.css'
import { ExternalLink } from 'lucide-react'
import type { CrmDeal } from '#shared/contract/inbox/crm.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { IconButton } from '../../core/ui/button.tsx'
import { dealAge, dealTones, dealValue } from './deal-text.ts'

/** A deal's stage and value, with a link to it in its CRM. */
export function DealCell({ deal }: { deal: CrmDeal }) {
  const words = t.crm
  const open = useAction(() => call('crm.openDeal', { dealId: deal.id }))
  const value = dealValue(deal)
  const stage = deal.state === 'gone' ? null : deal.stage
  return (
    <span className="row" title={dealAge(deal)}>
      {deal.state === null ? (
        <span className="ellipsis text-3">{words.dealUnread}</span>
      ) : (
        <Badge tone={dealTones[deal.state]}>{words.dealStates[deal.state]}</Badge>
      )}
      {stage && <span className="ellipsis">{stage}</span>}
      {value && <b className="tabular">{value}</b>}
      {deal.state !== 'gone' && (
        <IconButton size="s" icon={ExternalLink} label={words.openDeal(deal.email)} onClick={open.run} />
      )}
    </span>
  )
}
