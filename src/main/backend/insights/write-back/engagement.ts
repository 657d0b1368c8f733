/** Defines what each column says about a lead in a campaign, in this one place. Explained in docs/supabase.md. */
import { engagementScore } from '#shared/domain/events/engagement.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'

/** Data from the store: counts of events combined with Instantly's lead list, times in epoch ms. */
export type Activity = {
  readonly sent: number
  readonly opened: number
  readonly clicked: number
  readonly replied: number
  readonly bounced: number
  readonly unsubscribed: number
  readonly firstAt: number
  /** Latest times reported by Instantly's lead list. */
  readonly listedOpenedAt: number | null
  readonly listedClickedAt: number | null
  readonly listedRepliedAt: number | null
  readonly interestedAt: number | null
  readonly meetingAt: number | null
  readonly closedAt: number | null
}

/** Earliest event of each type, by type number. */
export type FirstTimes = Readonly<Record<number, number>>
type Measured = { readonly opens: boolean; readonly clicks: boolean; readonly replies: boolean }
type CampaignOfLead = { readonly name: string; readonly exportedAt: string | null; readonly replyText: string | null }

/** Statuses in order; a lead's status only ever rises. */
export const statuses = ['sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed'] as const
type Status = (typeof statuses)[number]

/** Columns of `outreach_engagement` about one lead; null: unknown or not measured. */
export type Engagement = {
  readonly campaign_name: string
  readonly exported_at: string | null
  readonly email_sent_at: string | null
  readonly email_opened_at: string | null
  readonly email_clicked_at: string | null
  readonly email_replied_at: string | null
  readonly email_bounced_at: string | null
  readonly unsubscribed_at: string | null
  readonly interested_at: string | null
  readonly meeting_at: string | null
  readonly closed_at: string | null
  readonly email_count: number
  readonly open_count: number | null
  readonly click_count: number | null
  readonly reply_count: number | null
  readonly email_status: Status
  readonly engagement_score: number
  readonly reply_text: string | null
}

const longestReply = 20_000

export function engagementOf(
  lead: Activity,
  first: FirstTimes,
  measured: Measured,
  { name, exportedAt, replyText }: CampaignOfLead,
): Engagement {
  const { email_sent, email_opened, link_clicked, reply_received, email_bounced, lead_unsubscribed } = eventTypes
  // Only `reply_received` counts as a reply, so automatic replies do not. The list's time is used if no event is known.
  const at = (type: number, listed: number | null, happened: number) =>
    happened > 0 ? isoOrNull(first[type] ?? listed) : null
  return {
    campaign_name: storableText(name),
    exported_at: exportedAt,
    email_sent_at: isoOrNull(first[email_sent.code] ?? lead.firstAt),
    email_opened_at: at(email_opened.code, lead.listedOpenedAt, lead.opened),
    email_clicked_at: at(link_clicked.code, lead.listedClickedAt, lead.clicked),
    email_replied_at: at(reply_received.code, lead.listedRepliedAt, lead.replied),
    email_bounced_at: at(email_bounced.code, null, lead.bounced),
    unsubscribed_at: at(lead_unsubscribed.code, null, lead.unsubscribed),
    interested_at: isoOrNull(lead.interestedAt),
    meeting_at: isoOrNull(lead.meetingAt),
    closed_at: isoOrNull(lead.closedAt),
    email_count: lead.sent,
    open_count: lead.opened > 0 || measured.opens ? lead.opened : null,
    click_count: lead.clicked > 0 || measured.clicks ? lead.clicked : null,
    reply_count: lead.replied > 0 || measured.replies ? lead.replied : null,
    email_status: statusOf(lead),
    engagement_score: engagementScore({ ...lead, autoReplied: 0 }),
    reply_text: replyText === null ? null : storableText(replyText.slice(0, longestReply)),
  }
}

function statusOf({ opened, clicked, replied, bounced, unsubscribed }: Activity): Status {
  if (unsubscribed > 0) return 'unsubscribed'
  if (bounced > 0) return 'bounced'
  if (replied > 0) return 'replied'
  if (clicked > 0) return 'clicked'
  return opened > 0 ? 'opened' : 'sent'
}

/** Removes U+0000 and unpaired surrogates, which PostgreSQL cannot store. */
const storableText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '')
