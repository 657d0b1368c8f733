/** Returns a page of a folder, and the number of its conversations. */
import type { InboxBox, InboxFilter } from '#shared/contract/inbox/inbox.ts'
import type { Store } from '../../core/deps.ts'
import type { BoxCounts } from './box-counts.ts'
import { followUpDueSql, followUpIndexSql, quietIndexSql, type ThreadFilter } from './thread-filter.ts'
import { type ThreadRow, threadColumns } from './thread-rows.ts'

export type ThreadPageRequest = InboxFilter & { readonly page: { readonly offset: number; readonly limit: number } }

export function createThreadPages({ raw: db }: Store, { conditions, wentQuiet }: ThreadFilter, counts: BoxCounts) {
  function totalOf(filter: InboxFilter): number {
    const { where, values } = conditions(filter)
    const countOf = (what: string, how = ''): number =>
      db.prepare(`select count(*) from inbox_thread t ${how} where ${what}`).pluck().get(values) as number
    const narrowed = isNarrowed(filter)
    // The two kinds of follow-ups are counted separately, as each has an index of its own.
    const quiet = () =>
      narrowed
        ? countOf(conditions(filter, wentQuiet()).where, 'indexed by inbox_thread_quiet')
        : counts.quietCount(filter)
    const inFolders = () =>
      [...counts.kept(filter)].reduce((sum, [box, { threads: n }]) => (isInFolder(filter.box, box) ? sum + n : sum), 0)
    const areInterested = () => [...counts.kept(filter).values()].reduce((sum, box) => sum + box.interested, 0)
    return filter.box === 'followUp'
      ? countOf(conditions(filter, followUpDueSql).where, followUpIndexSql) + quiet()
      : narrowed
        ? countOf(where)
        : filter.box === 'interested'
          ? areInterested()
          : inFolders()
  }

  function rowsOf(filter: ThreadPageRequest): readonly ThreadRow[] {
    const { where, values } = conditions(filter)
    const order = filter.order === 'hot' ? 'heat desc, id desc' : 'lastAt desc, id desc'
    const some = (what: string, limit: string, how = ''): string => {
      // Without the plus, a page of all clients or of a part is sorted instead of being read in index order.
      const byClient = filter.workspaceId === null ? what.replace('t.workspace_id', '+t.workspace_id') : what
      const paged = filter.partId === null ? byClient : byClient.replace('t.campaign_id in', '+t.campaign_id in')
      return `select ${threadColumns} from inbox_thread t ${how} where ${how === '' || how === quietIndexSql ? paged : what} order by ${order} ${limit}`
    }
    const page = 'limit @limit offset @offset'
    const quietIndex = filter.order === 'hot' ? quietIndexSql : ''
    // The two kinds of follow-ups are read separately: conversations that went quiet start days back in the order,
    // which a combined condition would not use.
    const sql =
      filter.box === 'followUp'
        ? `select * from (${some(conditions(filter, followUpDueSql).where, '', followUpIndexSql)}) union all
           select * from (${some(conditions(filter, wentQuiet()).where, 'limit @limit + @offset', quietIndex)}) order by ${order} ${page}`
        : some(where, page)
    return db.prepare(sql).all({ ...values, ...filter.page }) as ThreadRow[]
  }

  return { totalOf, rowsOf }
}

/** Whether the filter goes beyond client and folder, for which counts are stored. */
const isNarrowed = (filter: InboxFilter): boolean =>
  filter.unread ||
  filter.unsure ||
  filter.assigned !== null ||
  filter.interest !== null ||
  filter.sorted !== null ||
  filter.campaignId !== null ||
  filter.before !== null
const isInFolder = (asked: InboxBox, box: string): boolean => asked === 'all' || asked === box
