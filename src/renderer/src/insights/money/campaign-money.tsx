import '../analytics/analytics.css'
import './money.css'
import { useState } from 'react'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { MoneyCards } from './money-cards.tsx'
import { SumDialog, type SumOf } from './sum-dialog.tsx'

type Props = { campaignId: CampaignId; workspaceId: WorkspaceId; name: string }

/** Cost and revenue of one campaign over its whole time; renders nothing if its client has no costs. */
export function CampaignMoney({ campaignId, workspaceId, name }: Props) {
  const [opened, setOpened] = useState(false)
  const currency = useQuery('money.settings', { workspaceId }).data?.currency
  const of = currency === undefined ? null : { workspaceId, period: 'all' as const, currency, campaignId }
  const sum = useQuery('money.sum', of).data
  if (!sum || !of || sum.figures.costCents === null) return null
  return (
    <section className="stack" aria-label={t.money.title}>
      <MoneyCards group={{ currency: of.currency, sums: sum.figures }} onOpen={() => setOpened(true)} />
      {opened && <SumDialog of={{ ...of, name } satisfies SumOf} onClose={() => setOpened(false)} />}
    </section>
  )
}
