import type { LabelsRead } from '#shared/contract/events/lead-labels.ts'
import { t } from '../../core/lib/texts.ts'

/** Explains why no lead counts as interested yet; empty once all labels are synced. */
export function labelsSyncText(labels: LabelsRead): string {
  if (labels.known) return ''
  const { read, of } = labels
  return of === null ? t.campaigns.syncingLabels(read) : t.campaigns.syncingLabelsOf(read, of)
}
