/** Counts the conversations in each folder: most counts are stored, the others are read from an index. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxBox, InboxCounts, MailsRead } from '#shared/contract/inbox/inbox.ts'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { andOfPartSql, createReachStatements, remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { createLabelCounts } from '../../events/lead-labels/label-counts.ts'
import { followUpDueSql, followUpIndexSql, shownClientsSql, type ThreadFilter } from './thread-filter.ts'

type KeptCount = {
  readonly box: string
  readonly threads: number
  readonly unread: number
  readonly suggested: number
  readonly interested: number
}

/** Returns a condition for one client, or all shown ones; it works with or without a table alias in front. */
export const clientConditionSql = (workspaceId: WorkspaceId | null) =>
  workspaceId === null ? `workspace_id in (${shownClientsSql})` : 'workspace_id = @workspaceId'

export type BoxCounts = ReturnType<typeof createBoxCounts>

/** Creates the counts. `mayRead`: clients whose API key may read mails. */
export function createBoxCounts(
  store: Store,
  { quietSpan, wentQuiet }: ThreadFilter,
  mayRead: () => readonly WorkspaceId[],
) {
  const db = store.raw
  const labelCounts = createLabelCounts(store)
  const firstReading = createFirstReadingProgress(store, mayRead)
  const quietDays = createReachStatements<{ threads: number }>(db, (reach) => {
    const whose =
      reach === 'all' || reach === 'part' ? `workspace_id in (${shownClientsSql})` : 'workspace_id = @workspaceId'
    const ofPart = andOfPartSql(reach, 'q.campaign_id')
    return `select coalesce(sum(threads), 0) as threads from inbox_quiet_day q
      where q.${whose} and q.day >= @fromDay and q.day < @begun ${ofPart}`
  })

  /** Counts conversations without an answer, with stored counts for full days and an index for the current day. */
  function quietCount(filter: ClientFilter): number {
    const { from, to } = quietSpan()
    if (to < from) return 0
    const begun = dayAt(to)
    const [{ threads: inDays }] = quietDays({ ...filter }, { fromDay: from / dayMs, begun }) as [{ threads: number }]
    return inDays + counter(filter)(wentQuiet({ from: begun * dayMs, to }), 'indexed by inbox_thread_quiet')
  }

  /** Counts a client's conversations by conditions for which no counts are stored, using an index. */
  function counter({ workspaceId, partId }: ClientFilter) {
    const ofPart = partId === null ? '' : `and ${remoteIdsOfPartSql('t.campaign_id')}`
    const values = { workspaceId, partId }
    return (where: string, how = ''): number =>
      db
        .prepare(
          `select count(*) from inbox_thread t ${how} where t.${clientConditionSql(workspaceId)} and ${where} ${ofPart}`,
        )
        .pluck()
        .get(values) as number
  }

  /** Returns the stored counts by folder. */
  function kept({ workspaceId, partId }: ClientFilter): ReadonlyMap<string, Omit<KeptCount, 'box'>> {
    const ofPart = partId === null ? '' : `and ${remoteIdsOfPartSql('c.campaign_id')}`
    const rows = db
      .prepare(
        `select box, sum(threads) as threads, sum(unread) as unread, sum(suggested) as suggested,
           sum(interested) as interested
         from inbox_count c where c.${clientConditionSql(workspaceId)} ${ofPart} group by box`,
      )
      .all({ workspaceId, partId }) as KeptCount[]
    return new Map(rows.map((row) => [row.box, row]))
  }

  return {
    kept,
    quietCount,
    counts({ workspaceId, partId }: ClientFilter): InboxCounts {
      const one = counter({ workspaceId, partId })
      const boxes = kept({ workspaceId, partId })
      const of = (box: InboxBox): number => boxes.get(box)?.threads ?? 0
      const labels = labelCounts.read(workspaceId)
      const [answer, waiting, noReply, snoozed, done] = [
        of('answer'),
        of('waiting'),
        of('noReply'),
        of('snoozed'),
        of('done'),
      ]
      return {
        answer,
        followUp: one(followUpDueSql, followUpIndexSql) + quietCount({ workspaceId, partId }),
        waiting,
        noReply,
        snoozed,
        done,
        interested: labels.known ? labelCounts.counts({ workspaceId, partId }).interested : null,
        suggested: [...boxes.values()].reduce((sum, box) => sum + box.suggested, 0),
        labels,
        mails: firstReading(workspaceId),
        all: answer + waiting + noReply + snoozed + done,
        unread: boxes.get('answer')?.unread ?? 0,
      }
    },
    /** Returns the number of conversations to answer; null until all mails have been read once. */
    toAnswer: (client: ClientFilter): number | null =>
      firstReading(client.workspaceId).known ? (kept(client).get('answer')?.threads ?? 0) : null,
  }
}

/** Creates the progress report. `mayRead`: clients whose API key may read mails. */
function createFirstReadingProgress({ raw }: Pick<Store, 'raw'>, mayRead: () => readonly WorkspaceId[]) {
  // The number of people who replied, from the campaigns' totals, is about the number of conversations to expect.
  const progress = raw.prepare<[object], { id: WorkspaceId; done: 0 | 1; read: number; of: number }>(
    `select w.id, (select count(*) from inbox_cursor c where c.workspace_id = w.id and c.back_done = 1) >= 2 as done,
       (select coalesce(sum(n.threads), 0) from inbox_count n where n.workspace_id = w.id) as read,
       (select coalesce(sum(c.replied_unique + c.automatic_unique), 0) from campaign c where c.workspace_id = w.id) as of
     from workspace w
     where w.archived_at is null and (w.demo is null or w.demo = 'ready')
       and (w.id = @workspaceId or (@workspaceId is null and ${allClientsSql('w.id')}))`,
  )
  return (workspaceId: WorkspaceId | null): MailsRead => {
    const rows = progress.all({ workspaceId })
    if (rows.every(({ done }) => done === 1)) return { known: true }
    const able = new Set(mayRead())
    const begun = rows.filter(({ id, done }) => done === 0 && able.has(id))
    if (begun.length === 0) return { known: true }
    // A client that has been read completely still counts: the number shown never falls.
    const read = rows.reduce((sum, row) => sum + row.read, 0)
    const toCome = begun.reduce((sum, row) => sum + Math.max(0, row.of - row.read), 0)
    return { known: false, read, of: begun.every(({ of }) => of === 0) ? null : read + toCome }
  }
}
