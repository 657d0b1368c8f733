import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import { formatShare, t } from '../../core/lib/texts.ts'
import { verdictText } from './verdict-text.ts'

/**
 * Returns the announcement for screen readers. It changes only at every quarter and at state changes, as constantly
 * changing figures would drown out everything else.
 */
export function spokenProgress(
  name: string,
  progress: Pick<ExportProgress, 'state' | 'settled' | 'toSend' | 'promised' | 'totals'>,
): string {
  const { state, settled, toSend } = progress
  const quarter = toSend === 0 ? 0 : Math.floor((4 * settled) / toSend) / 4
  return state === 'running' && quarter > 0 && quarter < 1
    ? t.spoken.share(name, formatShare(quarter))
    : t.spoken.state(name, verdictText({ ...progress, alreadyThere: 0 }))
}
