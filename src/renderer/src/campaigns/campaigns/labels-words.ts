import type { LabelsRead } from '#shared/contract/events/lead-labels.ts'
import { t } from '../../core/lib/texts.ts'

/** Why nobody counts as interested yet; empty once all labels were synced. */
export const labelsWords = (labels: LabelsRead): string =>
  labels.known ? '' : t.campaigns.syncingLabels(labels.read, labels.of)
