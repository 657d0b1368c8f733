/** The kinds of events any source reports for a client. Of others the count is unknown, which is not zero. */
import { type Counter, counters, eventTypes } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'

/** Kinds that the mails themselves show. */
const ofMails: ReadonlySet<Counter> = new Set(['sent', 'replied', 'autoReplied'])
const codesOf = Object.values(eventTypes).flatMap((about) =>
  'counter' in about ? [{ counter: about.counter, code: about.code }] : [],
)

/** All kinds if a webhook posts, or in a demo; otherwise those of the mails that were read, and those with events. */
export function createReportedKinds(store: Store): (workspaceId: WorkspaceId) => ReadonlySet<Counter> {
  const { raw } = store
  const isDemo = createDemoLookup(store)
  // True once a page has been read.
  const begun = raw
    .prepare(
      `select 1 from mail_reading r where workspace_id = ? and (read_to is not null
         or not exists (select 1 from mail_span s where s.workspace_id = r.workspace_id))`,
    )
    .pluck()
  const hasWebhook = raw
    .prepare(
      'select 1 from relay_connection where workspace_id = ? and removed_at is null and webhook_since is not null',
    )
    .pluck()
  const reported = raw
    .prepare<[WorkspaceId], number>('select distinct type from event_campaign_count where workspace_id = ?')
    .pluck()

  return (workspaceId) => {
    if (isDemo(workspaceId) || hasWebhook.get(workspaceId)) return new Set(counters)
    const known = new Set(reported.all(workspaceId))
    const isBegun = begun.get(workspaceId) !== undefined
    return new Set(
      counters.filter(
        (counter) =>
          (isBegun && ofMails.has(counter)) || codesOf.some((one) => one.counter === counter && known.has(one.code)),
      ),
    )
  }
}
