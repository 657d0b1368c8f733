import type { ExportProgress, ExportSummary } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { spokenProgress } from './spoken-progress-text.ts'

type Props = {
  progress: ReadonlyMap<number, ExportProgress>
  exports: readonly Pick<ExportSummary, 'id' | 'campaignName'>[]
}

/** Progress for screen readers; each line is announced when its words change. */
export function SpokenProgress({ progress, exports }: Props) {
  return (
    <div className="sr-only" role="log" aria-label={t.spoken.label}>
      {exports.map(({ id, campaignName }) => {
        const own = progress.get(id)
        return own && <p key={id}>{spokenProgress(campaignName, own)}</p>
      })}
    </div>
  )
}
