import './campaigns.css'
import { useState } from 'react'
import type { CampaignDetail } from '#shared/contract/campaigns/campaigns.ts'
import type { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import { ClientCard } from '../../clients/clients/client-card.tsx'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { asAppError, call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDate, t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { PageHead, PageWithout } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { CampaignLife } from '../../events/events/campaign-life.tsx'
import { ExportHistory } from '../../leads/slots.ts'
import { ArchiveCard } from '../campaign-edits/archive-card.tsx'
import { CampaignActions } from '../campaign-edits/campaign-actions.tsx'
import { DriftCard } from '../campaign-edits/drift-card.tsx'
import { TagsCard } from '../campaign-tags/tags-card.tsx'
import { Breakdowns, CampaignAlerts, CampaignMoney } from '../slots.ts'
import { SubsequencesCard } from '../subsequences/subsequences-card.tsx'
import { CampaignSwitch } from './campaign-switch.tsx'
import { CopyCard } from './copy-card.tsx'
import { DayCard } from './day-card.tsx'
import { FactsCard, SettingsCard } from './facts-cards.tsx'
import { CampaignFigures } from './figure.tsx'
import { FunnelCard } from './funnel.tsx'
import { SendingCard } from './sending-card.tsx'
import { campaignTone } from './state-tone.ts'
import { StepCard } from './step-card.tsx'

/** Page of a campaign: its results, mails, schedule and senders, and why it does not send. */
export function CampaignPage({ campaignId }: { campaignId: CampaignId }) {
  const detail = useQuery('campaigns.detail', { campaignId })
  const up = { label: t.campaigns.title, to: '/campaigns' }
  if (!detail.data) return <PageWithout queries={[detail]} goneTitle={t.campaigns.notFound} up={up} />
  return <Shown detail={detail.data} />
}

function Shown({ detail }: { detail: CampaignDetail }) {
  const { campaign, copy, detailsAt } = detail
  const figures = useQuery('campaigns.figures', { campaignId: campaign.id }).data
  const [problem, setProblem] = useState<AppError | null>(null)
  // Days and steps are synced only once something was sent: until then the totals are complete.
  const figuresAt = detailsAt ?? (campaign.totals.sent === 0 ? campaign.readAt : null)
  const retrying = useAction(async () => call('campaigns.retry', { campaignId: campaign.id }))
  return (
    <div className="page">
      <CampaignHead campaign={campaign} onError={(thrown) => setProblem(asAppError(thrown))} />
      <div className="page-body stack">
        {problem && (
          <ErrorNote
            error={problem}
            client={campaign.workspaceId}
            onAction={() => setProblem(null)}
            actionLabel={t.campaigns.close}
          />
        )}
        {campaign.goneAt && <Note tone="quiet" title={t.campaigns.goneText(formatDate(campaign.goneAt))} />}
        {campaign.problem && (
          <ErrorNote
            tone="warn"
            error={retrying.error ?? { code: 'SYNC_FAILED', data: {} }}
            client={campaign.workspaceId}
            onAction={retrying.busy ? undefined : retrying.run}
          />
        )}
        <DriftCard campaignId={campaign.id} />
        <CampaignAlerts campaignId={campaign.id} />
        <CampaignFigures of={campaign} />
        <CampaignMoney campaignId={campaign.id} workspaceId={campaign.workspaceId} name={campaign.name} />
        <div className="campaign-columns">
          <div className="stack">
            {figures && (
              <DayCard
                workspaceId={campaign.workspaceId}
                days={figures.days}
                readAt={figuresAt}
                measures={campaign.measures}
              />
            )}
            {figures && <StepCard steps={figures.steps} readAt={figuresAt} measures={campaign.measures} />}
            <SubsequencesCard campaign={campaign} />
            <Breakdowns
              oneClient
              scope={{ workspaceId: campaign.workspaceId, campaignIds: [campaign.id], days: null }}
              zone={copy.schedules[0]?.timezone ?? null}
            />
            <CampaignLife workspaceId={campaign.workspaceId} remoteId={campaign.remoteId} />
            <ExportHistory of={{ workspaceId: campaign.workspaceId, remoteId: campaign.remoteId }} />
            <CopyCard campaign={detail.campaign} steps={copy.steps} readAt={detail.contentAt} />
          </div>
          <div className="stack">
            <FunnelCard
              labels={campaign.labels.read}
              measures={campaign.measures}
              sums={{
                contacted: campaign.totals.contacted,
                opened: campaign.totals.openedUnique,
                openedOf: campaign.totals.contacted,
                clicked: campaign.totals.clickedUnique,
                clickedOf: campaign.totals.contacted,
                replied: campaign.totals.repliedUnique,
                interested: campaign.labels.interested,
                meetings: campaign.labels.meetings,
              }}
            />
            <SendingCard campaign={campaign} sending={detail.sending} />
            <ClientCard detail={detail} />
            <TagsCard campaign={campaign} />
            <FactsCard detail={detail} />
            <SettingsCard copy={copy} />
            <ArchiveCard campaign={campaign} />
          </div>
        </div>
      </div>
    </div>
  )
}

type HeadProps = { campaign: CampaignDetail['campaign']; onError: (thrown: unknown) => void }

/** The campaign's name, state and client, when it was synced, and what can be done with it. */
function CampaignHead({ campaign, onError }: HeadProps) {
  const words = t.campaigns
  const small = useSmallWindow()
  const look = useClientLabel()(campaign)
  return (
    <PageHead
      title={campaign.name}
      // In a small window the campaign's name needs the whole line.
      crumbs={[{ label: words.title, to: '/campaigns' }, ...(small && look ? [{ label: look.name }] : [])]}
      meta={
        <>
          <Badge tone={campaignTone(campaign.state)}>{words.states[campaign.state]}</Badge>
          <ClientMark of={campaign} squareOnly={small} />
        </>
      }
    >
      <span className="campaign-read text-2 small">
        {campaign.readAt ? (
          <>
            {words.lastRead} <Time iso={campaign.readAt} as="ago" />
          </>
        ) : (
          words.neverRead
        )}
      </span>
      <CampaignActions campaign={campaign} />
      {campaign.state !== 'gone' && <CampaignSwitch labelled campaign={campaign} onError={onError} />}
    </PageHead>
  )
}
