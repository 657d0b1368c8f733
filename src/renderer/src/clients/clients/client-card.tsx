import { useState } from 'react'
import type { CampaignDetail } from '#shared/contract/campaigns/campaigns.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { ClientMark } from './client-mark.tsx'

/** Shows which client a campaign belongs to, and what assigned it. */
export function ClientCard({ detail }: { detail: CampaignDetail }) {
  const words = t.clients
  const { campaign, partRule } = detail
  const [assigning, setAssigning] = useState(false)
  const why =
    campaign.partBy === 'hand'
      ? words.why.hand
      : partRule
        ? words.why.rule(words.words[partRule.kind](partRule.value))
        : words.why.none
  return (
    <Card
      title={words.client}
      actions={<Button label={words.assign.change} size="s" variant="quiet" onClick={() => setAssigning(true)} />}
    >
      <ClientMark of={campaign} />
      <p className="text-2 small">{why}</p>
      {assigning && <AssignDialog campaignIds={[campaign.id]} onClose={() => setAssigning(false)} />}
    </Card>
  )
}
