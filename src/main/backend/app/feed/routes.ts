import { type FeedEntry, type FeedEvent, type FeedGroup, type feed, feedGroups } from '#shared/contract/app/feed.ts'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { draftChanges } from '#shared/domain/campaigns/campaign-draft.ts'
import { dayMs, localDate } from '#shared/domain/core/days.ts'
import { foldText } from '#shared/domain/core/fuzzy.ts'
import { isValueChange } from '#shared/domain/insights/accounts/sets-value.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createEditStore } from '../../campaigns/campaign-edits/edit-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { createFeedMoments } from './moments.ts'
import { createFeedSources } from './sources.ts'

/** The group that shows an entry, beside *All*. */
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

const isInGroup = (entry: FeedEntry, group: FeedGroup): boolean => {
  if (group === 'all') return true
  if (group === 'mine') return entry.mine
  if (group === 'problems') return isProblem(entry)
  return groupOf[entry.event.kind] === group
}

/** A single feed of everything that happened, across all areas that record it. */
export function feedRoutes({ store, clock, host }: Pick<Deps, 'store' | 'clock' | 'host'>): Handlers<typeof feed> {
  const read = createFeedSources(store)
  const moments = createFeedMoments(store)
  const edits = createEditStore(store)
  const nameOf = createClientNames(store.raw)
  type Asked = ClientFilter & { readonly days: number; readonly search: string }
  const find = ({ workspaceId, partId, days, search }: Asked) => {
    const { entries, cut } = read({ workspaceId, partId }, clock.now() - days * dayMs)
    const words = foldText(search).split(/\s+/).filter(Boolean)
    return { found: words.length === 0 ? entries : entries.filter((entry) => mentions(entry, words)), cut }
  }
  return {
    'feed.edit': ({ campaignId }) => {
      const edit = edits.find(campaignId)
      return edit === null ? [] : draftChanges(edit.opened, edit.wanted)
    },
    'feed.moments': ({ key }) => moments(key),
    'feed.saveCsv': async (asked) => {
      const entries = find(asked).found.filter((entry) => isInGroup(entry, asked.group))
      const clientOf = (id: WorkspaceId | null) => (id === null ? '' : nameOf(id))
      const workspaces = entries.map(({ workspaceId }) => workspaceId)
      return saveRows({ host, store }, workspaces, `activity ${localDate(clock.now())}.csv`, (path) =>
        saveCsv(path, header, [entries.flatMap((entry) => feedRows(entry, clientOf))], (cells) => cells),
      )
    },
    'feed.list': ({ group, limit, ...asked }) => {
      const { found, cut } = find(asked)
      return {
        entries: found.filter((entry) => isInGroup(entry, group)).slice(0, limit),
        // One for each group.
        counts: Object.fromEntries(
          feedGroups.map((one) => [one, found.filter((entry) => isInGroup(entry, one)).length]),
        ) as Record<FeedGroup, number>,
        cut,
      }
    },
  }
}

/** Whether every word occurs somewhere in the entry's names and texts. */
function mentions({ event }: FeedEntry, words: readonly string[]): boolean {
  const text = foldText(
    Object.values(event)
      .flat()
      .filter((value) => typeof value === 'string')
      .join(' '),
  )
  return words.every((word) => text.includes(word))
}

/** Column names that other tools know; not translated, nor are the names of kinds and states. */
const header = ['Time', 'Client', 'By', 'What', 'About', 'Before', 'After', 'Detail']

function feedRows(entry: FeedEntry, clientOf: (id: WorkspaceId | null) => string) {
  const start = [entry.at, clientOf(entry.workspaceId), entry.mine ? 'Operator' : '', entry.event.kind]
  return csvRows(entry).map((cells) => [...start, ...cells])
}

/** Subject, before, after and details as one row; a step over several accounts has one row each. */
function csvRows({ event }: FeedEntry): readonly (readonly (string | number | null)[])[] {
  switch (event.kind) {
    case 'export':
      return [[event.list, '', event.state, `${event.campaign}: ${event.uploaded} of ${event.promised}`]]
    case 'import':
      return [[event.list, '', event.rows, event.file]]
    case 'reply':
      return [[event.name, '', event.sorted, event.words]]
    case 'answer':
      return [[event.name, '', '', event.subject]]
    case 'campaign':
      return [[event.name, event.was, event.state, event.by]]
    case 'edit':
    case 'deletion':
      return [[event.name, '', '', '']]
    case 'accounts':
      return event.emails.map((email, at) => [
        email,
        isValueChange(event.action) ? (event.was[at] ?? '') : '',
        event.value ?? '',
        event.action,
      ])
    case 'account_error':
      return [[event.email, '', '', '']]
    case 'opt_out':
      return [[event.value, '', '', '']]
    case 'job':
      return [[event.job, '', 'failed', event.problem?.code ?? '']]
    case 'retention':
      return [['', '', '', event.emails + event.payloads + event.archives + event.calls]]
    case 'report':
      return [[`${event.from} to ${event.to}`, '', '', '']]
  }
}
