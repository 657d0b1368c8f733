import type { JobCounts, JobKind } from '#shared/contract/background/health.ts'
import { t } from '../core/lib/texts.ts'

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
    default:
  }
  if (counts === null) return null
  switch (kind) {
    case 'lead_mirror':
      return words.leadCopy(items, added)
    case 'campaigns':
      return added + updated + gone === 0 ? words.nothing : words.campaigns(added, updated, gone)
    case 'accounts':
      return words.accounts(items)
    case 'inbox':
    case 'inbox_back':
    case 'sent_mails':
      return words.mails(items)
    case 'labels':
    case 'lead_labels':
      return words.labels(items)
    case 'relay':
      return words.events(items)
    case 'gaps':
      return words.gaps(items, added)
    case 'opt_outs':
      return words.optOuts(items)
    case 'blackout_dates':
      return words.blackoutDates(items)
    case 'exports':
      return words.uploaded(items)
    case 'crm':
      return words.handed(items)
    case 'deals':
      return words.deals(items)
    case 'model':
      return words.replies(items)
    case 'purge':
      return words.purged(items)
    case 'list_index':
      return words.lists(items)
    case 'supabase':
    case 'write_back':
      return words.rows(items)
    default:
      return kind satisfies never
  }
}
