import { useEffect } from 'react'
import type { CampaignRow, SendingReason } from '#shared/contract/campaigns/campaigns.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'

/** Age after which opening a campaign asks Instantly again. */
const freshMs = 10 * 60_000

/** Why the campaign sends or does not, as last reported by Instantly; asked again automatically on a visit. */
export function SendingCard({ campaign, sending }: { campaign: CampaignRow; sending: SendingReason | null }) {
  const words = t.campaigns
  const asking = useAction(async () => call('campaigns.askSending', { campaignId: campaign.id }))
  const gone = campaign.state === 'gone'
  const { id } = campaign
  const askedAt = sending?.askedAt ?? null
  useEffect(() => {
    const isDue = !gone && (askedAt === null || Date.now() - Date.parse(askedAt) > freshMs)
    // While offline the last answer stays; pressing the button shows the reason.
    if (isDue && navigator.onLine) call('campaigns.askSending', { campaignId: id }).catch(() => {})
  }, [id, gone, askedAt])
  if (gone && !sending) return null
  return (
    <Card title={words.why} actions={!gone && <Button label={words.ask} size="s" action={asking} />}>
      <div className="stack">
        {asking.error && <ErrorNote error={asking.error} client={campaign.workspaceId} />}
        {sending ? <SendingReasonText sending={sending} /> : <p className="text-3">{words.notAsked}</p>}
      </div>
    </Card>
  )
}

/** The reason Instantly gave, and its facts. */
export function SendingReasonText({ sending }: { sending: SendingReason }) {
  return (
    <>
      <p className="sending-reason" role="status">
        {t.campaigns.reasons[sending.code] ?? t.campaigns.unknownReason(sending.message ?? sending.code)}
      </p>
      <DefinitionList rows={factsOf(sending)} />
    </>
  )
}

function factsOf({ accounts, limit, followUps, lastSendAt, issueSince, askedAt }: SendingReason) {
  const words = t.campaigns
  return [
    ...(accounts ? [{ term: words.senders, value: words.accountsFree(accounts.available, accounts.connected) }] : []),
    ...(limit
      ? [
          {
            term: words.metrics.sent,
            value: limit.limit === null ? words.sentToday(limit.sent) : words.limitUsed(limit.sent, limit.limit),
          },
        ]
      : []),
    ...(followUps && followUps.count > 0 ? [{ term: words.step, value: words.waitingFollowUps(followUps.count) }] : []),
    ...(issueSince ? [{ term: words.since, value: <Time iso={issueSince} /> }] : []),
    ...(lastSendAt ? [{ term: words.lastSend, value: <Time iso={lastSendAt} /> }] : []),
    { term: words.asked, value: <Time iso={askedAt} as="ago" /> },
  ]
}
