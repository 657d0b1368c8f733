import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'

/** The tool the file comes from, with the certainty and the column names that show it. */
export function SourceLine({ draft }: { draft: ImportDraft }) {
  const words = t.importing.source
  const { source } = draft
  if (!source) return <p className="text-3 small">{words.unknown}</p>
  return (
    <details className="source-line">
      <summary>
        <b>{words.recognised(t.importing.sources[source.id], draft.columns.length)}</b>{' '}
        <Badge tone={source.sure === 'certain' ? 'ok' : 'info'}>{words.sure[source.sure]}</Badge>
        <span className="text-3 small">{words.evidence}</span>
      </summary>
      <p className="text-2 small">
        {words.why(source.found, source.of)}: {source.evidence.join(', ')}
      </p>
    </details>
  )
}
