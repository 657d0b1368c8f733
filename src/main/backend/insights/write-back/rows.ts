/** Converts outbox rows to database rows. */
import { platformTables } from '../../leads/supabase/platform.ts'
import { type Engagement, statuses } from './engagement.ts'
import { type DueRow, parseBody } from './outbox.ts'
import type { OutRow } from './writer.ts'

type Target = { readonly workspaceKey: string; readonly organizationId: string | null }

/** Returns a row of `outreach_engagement`. */
export const ownRow = ({ workspaceKey, organizationId }: Target, row: DueRow): OutRow => ({
  workspace_id: workspaceKey,
  campaign_id: row.campaignId,
  lead_key: row.email,
  organization_id: organizationId,
  email: row.email,
  source_table: row.rowTable || null,
  source_id: row.rowId,
  source_campaign_id: row.rowCampaign,
  ...parseBody(row),
})

/** Returns a business or person in the platform's own columns: the first times and the sums over all its campaigns. */
export function platformRow(rows: readonly DueRow[]): OutRow {
  const bodies = rows
    .map((row) => ({ row, body: parseBody(row) }))
    .toSorted((a, b) => sentOrder(a) - sentOrder(b) || byCampaignId(a, b))
  const first = bodies[0]
  if (!first) throw new Error('a place without a lead')
  const earliest = (column: keyof Engagement) => earliestTime(bodies.map(({ body }) => body[column] as string | null))
  const replies = bodies.map(({ body }) => body.reply_count).filter((count) => count !== null)
  return {
    id: first.row.rowId,
    campaign_id: first.row.rowCampaign,
    email_sent_at: earliest('email_sent_at'),
    email_opened_at: earliest('email_opened_at'),
    email_clicked_at: earliest('email_clicked_at'),
    email_replied_at: earliest('email_replied_at'),
    reply_count: replies.length === 0 ? null : replies.reduce((sum, count) => sum + count, 0),
    email_status: statuses.findLast((status) => bodies.some(({ body }) => body.email_status === status)) ?? null,
    instantly_campaign_id: first.row.campaignId,
    instantly_campaign_name: first.body.campaign_name,
    instantly_exported_at: earliest('exported_at'),
  }
}

/** Rows for the platform's exported campaigns: when each was first exported, and into how many of Instantly's. */
export function platformCampaignRows(
  exported: readonly { readonly rowCampaign: string; readonly first: string | null; readonly campaigns: number }[],
): Readonly<Record<string, readonly OutRow[]>> {
  return {
    [platformTables.campaigns]: exported.map(({ rowCampaign, first, campaigns }) => ({
      id: rowCampaign,
      instantly_export_date: first,
      instantly_campaign_count: campaigns,
    })),
  }
}

type RowWithBody = { readonly row: DueRow; readonly body: Engagement }
const sentOrder = ({ body }: RowWithBody): number => Date.parse(body.email_sent_at ?? '9999-12-31')
const byCampaignId = (a: RowWithBody, b: RowWithBody): number => (a.row.campaignId < b.row.campaignId ? -1 : 1)
const earliestTime = (times: readonly (string | null)[]): string | null =>
  times.filter((time) => time !== null).toSorted()[0] ?? null
