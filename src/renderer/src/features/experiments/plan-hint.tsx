import type { ExportCoverage } from '#shared/contract/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'

/** On the plan of an export: a running experiment of the list whose variable the mails do not have. */
export function ExperimentHint({ listId, coverage }: { listId: ListId; coverage: ExportCoverage | undefined }) {
  const words = t.experiments.hint
  const { data = [] } = useQuery('experiments.ofList', { listId }, ['experiments', 'lists'])
  if (!coverage || coverage.state === 'unread') return null
  const used = new Set(coverage.variables.map(({ name }) => name))
  const unused = data.filter(
    ({ state, plan }) => (state === 'running' || state === 'enough') && !used.has(plan.variable),
  )
  return unused.map(({ id, plan }) => (
    <Note
      key={id}
      tone="warn"
      title={words.unused(plan.variable)}
      action={
        <Button size="s" onClick={() => go(`/analytics/experiments/${id}`)}>
          {words.look}
        </Button>
      }
    >
      {words.unusedText(plan.name)}
    </Note>
  ))
}
