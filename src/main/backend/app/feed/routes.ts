import { type FeedEntry, type FeedEvent, type FeedGroup, type feed, feedGroups } from '#shared/contract/app/feed.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { foldText } from '#shared/domain/core/fuzzy.ts'
import type { Deps } from '../../core/deps.ts'
import { createFeedSources } from './sources.ts'

/** Where an entry is found beside *All*. */
const groupOf: Readonly<Record<FeedEvent['kind'], FeedGroup>> = {
  export: 'exports',
  import: 'exports',
  reply: 'replies',
  answer: 'replies',
  opt_out: 'replies',
  campaign: 'campaigns',
  edit: 'campaigns',
  deletion: 'campaigns',
  report: 'campaigns',
  accounts: 'accounts',
  account_error: 'accounts',
  job: 'problems',
  retention: 'all',
}

const isProblem = ({ event }: FeedEntry): boolean => {
  if (event.kind === 'job' || event.kind === 'account_error') return true
  if (event.kind === 'export') return event.state === 'failed'
  return event.kind === 'accounts' && event.failed > 0
}

const isIn = (entry: FeedEntry, group: FeedGroup): boolean => {
  if (group === 'all') return true
  if (group === 'mine') return entry.mine
  if (group === 'problems') return isProblem(entry)
  return groupOf[entry.event.kind] === group
}

/** One feed of what happened, over everything that keeps when it did. */
export function feedRoutes({ store, clock }: Pick<Deps, 'store' | 'clock'>): Handlers<typeof feed> {
  const read = createFeedSources(store)
  return {
    'feed.list': ({ workspaceId, partId, days, group, search, limit }) => {
      const since = clock.now() - days * 86_400_000
      const { entries, cut } = read({ workspaceId, partId }, since)
      const words = foldText(search).split(/\s+/).filter(Boolean)
      const found = words.length === 0 ? entries : entries.filter((entry) => mentions(entry, words))
      return {
        entries: found.filter((entry) => isIn(entry, group)).slice(0, limit),
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each group
        counts: Object.fromEntries(
          feedGroups.map((one) => [one, found.filter((entry) => isIn(entry, one)).length]),
        ) as Record<FeedGroup, number>,
        cut,
      }
    },
  }
}

/** Every word somewhere in its names and texts. */
function mentions({ event }: FeedEntry, words: readonly string[]): boolean {
  const text = foldText(
    Object.values(event)
      .flat()
      .filter((value) => typeof value === 'string')
      .join(' '),
  )
  return words.every((word) => text.includes(word))
}
