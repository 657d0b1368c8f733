/** Counts leads that are interested, have a meeting, or are closed. The only place that counts them. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { LabelCounts, LabelsRead } from '#shared/contract/events/lead-labels.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import type { LabelStage } from '#shared/domain/events/lead-label.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { campaignsSql, createReachStatements } from '../../clients/clients/filter-sql.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'

/** A lead that is interested or further in a campaign. Times are epoch ms of when the stage was first known. */
export type InterestedLead = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly email: string
  /** 1 interested, 2 meeting, 3 closed. */
  readonly stage: 1 | 2 | 3
  /** The lead's stage when it was moved here from another campaign, where that stage is counted. */
  readonly cameWith: LabelStage
  readonly interestedAt: number
  readonly meetingAt: number | null
  readonly closedAt: number | null
}

const nobody: LabelCounts = { interested: 0, meetings: 0, closed: 0 }

/** How many leads reached each stage in a period, counted on the day it was first known; all without a period. */
export function countsOf(leads: readonly InterestedLead[], period: Period | null = null): LabelCounts {
  if (leads.length === 0) return nobody
  const isIn = (at: number | null): boolean => {
    if (period === null) return true
    const day = dayAt(at ?? 0)
    return at !== null && day >= period.from && day <= period.to
  }
  const counted = { interested: 0, meetings: 0, closed: 0 }
  for (const { stage, cameWith, interestedAt, meetingAt, closedAt } of leads) {
    counted.interested += Number(cameWith < 1 && isIn(interestedAt))
    counted.meetings += Number(stage > 1 && cameWith < 2 && isIn(meetingAt))
    counted.closed += Number(stage > 2 && cameWith < 3 && isIn(closedAt))
  }
  return counted
}

/** When the first lead became interested, perhaps before the first email, as leads can arrive labelled. Null: none. */
export function firstInterestOf(leads: readonly InterestedLead[]): number | null {
  const first = leads.reduce((at, { interestedAt }) => Math.min(at, interestedAt), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? dayAt(first) : null
}

/** Leads that were moved to a campaign as interested count there with later stages only. */
const hasLabelled = '(n.interested > 0 or n.meetings > 0 or n.closed > 0)'

/** Counts known campaigns only: a label in a lead list belongs to somebody who was not contacted. */
export function createLabelCounts({ raw }: Store) {
  const leads = createReachStatements<InterestedLead>(
    raw,
    (reach) => `select c.id as campaignId, c.workspace_id as workspaceId, l.email, l.stage, l.came_with as cameWith,
       coalesce(l.interested_at, l.as_of) as interestedAt, l.meeting_at as meetingAt, l.closed_at as closedAt
     from lead_label_count n cross join campaign c on c.workspace_id = n.workspace_id and c.remote_id = n.campaign_id
       cross join lead_label l indexed by lead_label_stage
         on l.workspace_id = c.workspace_id and l.campaign_id = c.remote_id and l.stage > 0 and l.stage > l.came_with
     where ${hasLabelled} and ${campaignsSql(reach, 'c')}`,
  )
  const ofOne = raw.prepare<[number], InterestedLead>(
    `select c.id as campaignId, c.workspace_id as workspaceId, l.email, l.stage, l.came_with as cameWith,
       coalesce(l.interested_at, l.as_of) as interestedAt, l.meeting_at as meetingAt, l.closed_at as closedAt
     from campaign c cross join lead_label l indexed by lead_label_stage
       on l.workspace_id = c.workspace_id and l.campaign_id = c.remote_id and l.stage > 0 and l.stage > l.came_with
     where c.id = ?`,
  )
  const kept =
    'coalesce(sum(n.interested), 0) as interested, coalesce(sum(n.meetings), 0) as meetings, coalesce(sum(n.closed), 0) as closed'
  const joined = 'campaign c join lead_label_count n on n.workspace_id = c.workspace_id and n.campaign_id = c.remote_id'
  const counts = createReachStatements<LabelCounts>(
    raw,
    (reach) => `select ${kept} from ${joined} where ${campaignsSql(reach, 'c')}`,
  )
  const ofCampaign = raw.prepare<[number], LabelCounts>(`select ${kept} from ${joined} where c.id = ?`)
  const hasCampaign = 'exists (select 1 from campaign c where c.workspace_id = w.id)'
  // If the campaigns of labels have not been read, nobody can be counted yet, which differs from nobody being
  // interested.
  const campaignsUnread = `not ${hasCampaign}
    and exists (select 1 from lead_label_count n where n.workspace_id = w.id and ${hasLabelled})
    and not exists (select 1 from campaign_reading r where r.workspace_id = w.id and r.state in ('done', 'partly'))`
  const unread = raw.prepare<[object], { read: number; of: number }>(
    `select coalesce(s.read, 0) as read, (select coalesce(sum(c.opportunities), 0) from campaign c where c.workspace_id = w.id) as of
       from workspace w left join label_sync s on s.workspace_id = w.id
      where w.archived_at is null and (w.demo is null or w.demo = 'ready')
        and (w.id = @workspaceId or (@workspaceId is null and ${allClientsSql('w.id')}))
        and (w.demo is not null or exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null))
        and (s.first_ended_at is null
            and (${hasCampaign} or exists (select 1 from inbox_thread t where t.workspace_id = w.id))
          or ${campaignsUnread})`,
  )
  return {
    /** All leads that became interested or went further in a campaign, once per campaign. */
    leads: (client: ClientFilter): readonly InterestedLead[] => leads(client),
    /** How many leads reached each stage, over all time. */
    counts: (client: ClientFilter): LabelCounts => counts(client)[0] ?? nobody,
    leadsOf: (id: CampaignId): readonly InterestedLead[] => ofOne.all(id),
    ofCampaign: (id: CampaignId): LabelCounts => ofCampaign.get(id) ?? nobody,
    /** Whether all labels have been read, for one client or for all. */
    read(workspaceId: WorkspaceId | null): LabelsRead {
      const rows = unread.all({ workspaceId })
      if (rows.length === 0) return { known: true }
      const [read, of] = [rows.reduce((sum, row) => sum + row.read, 0), rows.reduce((sum, row) => sum + row.of, 0)]
      return { known: false, read, of: of === 0 ? null : Math.max(read, of) }
    },
  }
}
