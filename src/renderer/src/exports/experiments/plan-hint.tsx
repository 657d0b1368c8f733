import type { ExperimentRow } from '#shared/contract/exports/experiments.ts'
import type { ExportCoverage } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'

type Props = {
  listId: ListId
  coverage: ExportCoverage | undefined
  /** Whether the export has email copy; without copy, no variable can be missing from it. */
  hasMails: boolean
}

/** Lists the list's running experiments whose variable the emails lack, or whose leads have no variant yet. */
export function ExperimentHint({ listId, coverage, hasMails }: Props) {
  const { data = [] } = useQuery('experiments.ofList', { listId })
  const names = new Set(coverage?.variables.map(({ name }) => name))
  const isRead = hasMails && coverage !== undefined && coverage.state !== 'unread'
  return data
    .filter(({ state }) => state === 'running' || state === 'enough')
    .map((row) => <Hints key={row.id} row={row} unused={isRead && !names.has(row.plan.variable)} />)
}

function Hints({ row, unused }: { row: ExperimentRow; unused: boolean }) {
  const words = t.experiments.hint
  const { id, plan } = row
  const late = useQuery('experiments.get', { id }).data?.unassigned ?? 0
  const look = <Link to={`/analytics/experiments/${id}`}>{words.look}</Link>
  return (
    <>
      {unused && (
        <Note tone="warn" title={words.unused(plan.variable)}>
          {words.unusedText(plan.name)} {look}
        </Note>
      )}
      {late > 0 && (
        <Note tone="warn" title={words.unassigned(formatNumber(late), plan.name)}>
          {look}
        </Note>
      )}
    </>
  )
}
