import type { JobCounts, JobKind } from '#shared/contract/background/health.ts'
import { t } from '../core/lib/texts.ts'

/** Text of jobs that only report a number of items. */
const itemTexts = {
  accounts: 'accounts',
  inbox: 'mails',
  inbox_back: 'mails',
  sent_mails: 'mails',
  labels: 'labels',
  lead_labels: 'labels',
  relay: 'events',
  opt_outs: 'optOuts',
  blackout_dates: 'blackoutDates',
  exports: 'uploaded',
  crm: 'handed',
  deals: 'deals',
  model: 'replies',
  purge: 'purged',
  list_index: 'lists',
  supabase: 'rows',
  write_back: 'rows',
} as const

/** Describes the results of a run; null if the run does not report any. */
export function resultText(kind: JobKind, counts: JobCounts | null): string | null {
  const words = t.health.jobs.brought
  const { items = 0, added = 0, updated = 0, gone = 0 } = counts ?? {}
  switch (kind) {
    case 'webhooks':
    case 'blocklist':
    case 'verification':
    case 'checkpoint':
    case 'backup':
      return words[kind]
    case 'shared_memory':
      return null
    case 'lead_mirror':
      return counts && words.leadCopy(items, added)
    case 'campaigns':
      return counts && (added + updated + gone === 0 ? words.nothing : words.campaigns(added, updated, gone))
    case 'gaps':
      return counts && words.gaps(items, added)
    default:
      return counts && words[itemTexts[kind]](items)
  }
}
