import './campaigns.css'
import { useState } from 'react'
import type { CampaignDetail } from '#shared/contract/campaigns.ts'
import type { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import { asAppError, call } from '../../lib/call.ts'
import { formatDate } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Badge } from '../../ui/badge.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Note } from '../../ui/note.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { CampaignAlerts } from '../alerts/campaign-alerts.tsx'
import { Breakdowns } from '../analytics/breakdowns.tsx'
import { ArchiveCard } from '../campaign-edits/archive-card.tsx'
import { CampaignActions } from '../campaign-edits/campaign-actions.tsx'
import { DriftCard } from '../campaign-edits/drift-card.tsx'
import { TagsCard } from '../campaign-tags/tags-card.tsx'
import { ClientCard } from '../clients/client-card.tsx'
import { ClientMark } from '../clients/client-mark.tsx'
import { CampaignLife } from '../events/campaign-life.tsx'
import { ExportHistory } from '../exports/export-history.tsx'
import { CampaignMoney } from '../money/campaign-money.tsx'
import { SubsequencesCard } from '../subsequences/subsequences-card.tsx'
import { CampaignSwitch } from './campaign-switch.tsx'
import { CopyCard } from './copy-card.tsx'
import { DayCard } from './day-card.tsx'
import { FactsCard, SettingsCard } from './facts-cards.tsx'
import { CampaignFigures } from './figure.tsx'
import { SendingCard } from './sending-card.tsx'
import { campaignTone } from './state-tone.ts'
import { StepCard } from './step-card.tsx'

/** One campaign: what it brought, what it says, when and from whom, and why it does not send. */
export function CampaignPage({ campaignId }: { campaignId: CampaignId }) {
  const words = t.campaigns
  usePageFocus()
  const detail = useQuery('campaigns.detail', { campaignId }, ['campaigns', 'exports', 'clients'])
  if (detail.error && !detail.data) {
    return (
      <div className="page">
        <PageHead title={words.notFound} crumbs={[{ label: words.title, to: '/campaigns' }]} />
        <div className="page-body">
          <ErrorNote error={detail.error} onAction={() => go('/campaigns')} actionLabel={words.title} />
        </div>
      </div>
    )
  }
  return detail.data ? <Shown detail={detail.data} /> : <div className="page" />
}

function Shown({ detail }: { detail: CampaignDetail }) {
  const words = t.campaigns
  const { campaign, copy, detailsAt } = detail
  const figures = useQuery('campaigns.figures', { campaignId: campaign.id }, ['campaigns']).data
  const [problem, setProblem] = useState<AppError | null>(null)
  const retrying = useAction(async () => call('campaigns.retry', { campaignId: campaign.id }))
  return (
    <div className="page">
      <PageHead
        title={campaign.name}
        crumbs={[{ label: words.title, to: '/campaigns' }, { label: words.crumb }]}
        meta={
          <>
            <Badge tone={campaignTone(campaign.state)}>{words.states[campaign.state]}</Badge>
            <ClientMark of={campaign} />
          </>
        }
      >
        <span className="text-2 small">
          {campaign.readAt ? (
            <>
              {words.lastRead} <Time iso={campaign.readAt} as="ago" />
            </>
          ) : (
            words.neverRead
          )}
        </span>
        <CampaignActions campaign={campaign} />
        {campaign.state !== 'gone' && (
          <CampaignSwitch labelled campaign={campaign} onError={(thrown) => setProblem(asAppError(thrown))} />
        )}
      </PageHead>
      <div className="page-body campaign-body">
        {problem && <ErrorNote error={problem} onAction={() => setProblem(null)} actionLabel={words.close} />}
        {campaign.goneAt && <Note tone="quiet" title={words.goneText(formatDate(campaign.goneAt))} />}
        {campaign.problem && (
          <ErrorNote
            tone="warn"
            error={retrying.error ?? { code: 'SYNC_FAILED', data: {} }}
            onAction={retrying.busy ? undefined : retrying.run}
          />
        )}
        <DriftCard campaignId={campaign.id} />
        <CampaignAlerts campaignId={campaign.id} />
        <CampaignFigures of={campaign} />
        <CampaignMoney campaignId={campaign.id} workspaceId={campaign.workspaceId} name={campaign.name} />
        <div className="campaign-columns">
          <div className="campaign-main">
            {figures && (
              <DayCard
                workspaceId={campaign.workspaceId}
                days={figures.days}
                readAt={detailsAt}
                measures={campaign.measures}
              />
            )}
            {figures && <StepCard steps={figures.steps} readAt={detailsAt} measures={campaign.measures} />}
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
          <div className="campaign-side">
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
