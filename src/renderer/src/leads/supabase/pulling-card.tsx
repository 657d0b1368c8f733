import { useState } from 'react'
import type { PullProgress } from '#shared/contract/leads/supabase.ts'
import { useEvent } from '../../core/lib/backend.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/card.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { stopPulling } from './pulling.ts'

/** Progress of reading, with a stop button. */
export function PullingCard({ pullId }: { pullId: string }) {
  const words = t.supabase
  const [progress, setProgress] = useState<PullProgress | null>(null)
  useEvent('supabase.progress', (next) => {
    if (next.pullId === pullId) setProgress(next)
  })
  const { rows = 0, total = null } = progress ?? {}
  return (
    <Card title={words.readingTitle} actions={<Button label={words.cancel} onClick={stopPulling} />}>
      <div className="stack">
        <span className="tabular">
          {words.reading(formatNumber(rows), total === null ? null : formatNumber(total))}
        </span>
        <ProgressBar share={total ? rows / total : null} label={words.readingTitle} />
      </div>
    </Card>
  )
}
