import './experiments.css'
import { FlaskConical } from 'lucide-react'
import type { ExperimentId, ListId } from '#shared/ids.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Button } from '../../core/ui/button.tsx'
import { EmptyState } from '../../core/ui/empty-state.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { firstForm, formOf } from './form.ts'
import { PlanView } from './plan-view.tsx'
import { ResultView } from './result-view.tsx'

/** Page of one experiment: its form while it is planned, then the results of its variants. */
export function ExperimentPage({ id }: { id: ExperimentId }) {
  const words = t.experiments.page
  usePageFocus()
  const asked = useQuery('experiments.get', { id })
  if (asked.error && !asked.data) {
    return (
      <div className="page">
        <EmptyState icon={FlaskConical} title={words.gone} text={words.goneText}>
          <Button label={t.experiments.title} onClick={() => replace('/analytics/experiments')} />
        </EmptyState>
      </div>
    )
  }
  const { data } = asked
  if (!data) return <div className="page" />
  if (data.state !== 'planned') return <ResultView key={data.id} experiment={data} />
  return (
    <PlanView key={data.id} list={{ id: data.listId, name: data.listName }} known={data} first={formOf(data.plan)} />
  )
}

/** Page for creating an experiment with a list. */
export function NewExperimentPage({ listId }: { listId: ListId }) {
  usePageFocus()
  const list = useQuery('lists.get', { listId })
  const columns = useQuery('lists.columns', { listId })
  const error = list.error ?? columns.error
  if (error) {
    return (
      <div className="page">
        <div className="page-body">
          <ErrorNote error={error} onAction={() => replace('/lists')} actionLabel={t.ui.back} />
        </div>
      </div>
    )
  }
  if (!list.data || !columns.data) return <div className="page" />
  const names = columns.data.others.flatMap((key) =>
    key.startsWith('variable:') ? [key.slice(9)] : key === 'field:personalization' ? ['personalization'] : [],
  )
  return <PlanView key={listId} list={list.data} known={null} first={firstForm(names)} />
}
