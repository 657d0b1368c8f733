/** What Instantly's lead list says each lead did in each campaign. The only writer of `lead_activity`. */
import { engagementScore } from '#shared/domain/events/engagement.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import type { Store } from '../../core/deps.ts'
import type { LeadPlace } from '../../core/instantly/types.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

/** Instantly's lead statuses *bounced* and *unsubscribed*. */
const [bouncedStatus, unsubscribedStatus] = [-1, -2]

/** One instance per store, shared by all callers. */
export const leadActivityOf = memoizeByKey(createLeadActivity)

function createLeadActivity(store: Store) {
  const { raw } = store
  const findContact = raw
    .prepare<[number, string], number>('select id from event_contact where workspace_id = ? and email = ?')
    .pluck()
  const addContact = raw.prepare('insert into event_contact (workspace_id, email) values (?, ?)')
  const findCampaign = raw
    .prepare<[number, string], number>('select id from event_campaign where workspace_id = ? and remote_id = ?')
    .pluck()
  const addCampaign = raw.prepare(
    `insert into event_campaign (workspace_id, remote_id, name, named_at) values (?, ?, '', 0)`,
  )
  // Counts only grow, so a page that arrives late or twice changes nothing, whatever the order.
  const greater = (name: string) => `${name} = max(${name}, excluded.${name})`
  const later = (name: string) =>
    `${name} = max(coalesce(${name}, excluded.${name}), coalesce(excluded.${name}, ${name}))`
  const put = raw.prepare(
    `insert into lead_activity (workspace_id, contact_id, campaign_id, opened, clicked, replied, bounced, unsubscribed,
         opened_at, clicked_at, replied_at, last_at, score)
       values (@workspaceId, @contactId, @campaignId, @opened, @clicked, @replied, @bounced, @unsubscribed,
         @openedAt, @clickedAt, @repliedAt, @lastAt, @score)
     on conflict do update set
       ${['opened', 'clicked', 'replied', 'bounced', 'unsubscribed', 'last_at', 'score'].map(greater).join(', ')},
       ${['opened_at', 'clicked_at', 'replied_at'].map(later).join(', ')}
     where excluded.opened > opened or excluded.clicked > clicked or excluded.replied > replied
       or excluded.bounced > bounced or excluded.unsubscribed > unsubscribed or excluded.last_at > last_at`,
  )
  const readAt = raw
    .prepare<[number], number | null>(
      `select max(started_at) from lead_copy where workspace_id = ? and state = 'whole'`,
    )
    .pluck()

  return {
    /**
     * Stores a page of leads, in the caller's transaction. Pages may arrive in any order and repeatedly. Returns the
     * leads that did more than was known.
     */
    take(workspaceId: WorkspaceId, leads: readonly LeadPlace[]): readonly string[] {
      const didMore: string[] = []
      const erasedAt = getErasedLookup(store)
      for (const { email, place, status, createdAt, contactedAt, activity } of leads) {
        if (email === null || place?.kind !== 'campaign') continue
        const { opened, clicked, replied, openedAt, clickedAt, repliedAt } = activity
        const bounced = Number(status === bouncedStatus)
        const unsubscribed = Number(status === unsubscribedStatus)
        if (opened + clicked + replied + bounced + unsubscribed === 0) continue
        // An erased person stays erased, whatever their campaign at Instantly still has.
        if (erasedAt !== null && (erasedAt(email) ?? 0) >= (createdAt ?? 0) && erasedAt(email) !== null) continue
        const counts = { sent: 0, opened, clicked, replied, autoReplied: 0, bounced, unsubscribed }
        const { changes } = put.run({
          workspaceId,
          contactId: findContact.get(workspaceId, email) ?? Number(addContact.run(workspaceId, email).lastInsertRowid),
          campaignId:
            findCampaign.get(workspaceId, place.id) ?? Number(addCampaign.run(workspaceId, place.id).lastInsertRowid),
          opened,
          clicked,
          replied,
          bounced,
          unsubscribed,
          openedAt,
          clickedAt,
          repliedAt,
          lastAt: Math.max(
            openedAt ?? 0,
            clickedAt ?? 0,
            repliedAt ?? 0,
            bounced + unsubscribed > 0 ? (contactedAt ?? 0) : 0,
          ),
          score: engagementScore(counts),
        })
        if (changes > 0) didMore.push(email)
      }
      return didMore
    },
    /** When the list of a client's leads was last read completely; null if never: its content is not known. */
    readAt: (workspaceId: WorkspaceId): number | null => readAt.get(workspaceId) ?? null,
  }
}
