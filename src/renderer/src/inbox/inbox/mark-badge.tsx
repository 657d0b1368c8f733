import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import type { markOf } from './label-text.ts'

/** The label of a conversation; a suggestion by Sendoff is outlined. */
export function MarkBadge({ mark }: { mark: ReturnType<typeof markOf> }) {
  if (!mark) return null
  return (
    <Badge tone={mark.tone} outlined={mark.suggested === true} title={mark.suggested ? t.inbox.suggested : undefined}>
      {mark.words}
    </Badge>
  )
}
