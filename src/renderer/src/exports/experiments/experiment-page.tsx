import './experiments.css'
import type { ExperimentId, ListId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { PageWithout } from '../../core/ui/page.tsx'
import { firstForm, formOf } from './form.ts'
import { PlanView } from './plan-view.tsx'
import { ResultView } from './result-view.tsx'

/** Page of one experiment: its form while it is planned, then the results of its variants. */
export function ExperimentPage({ id }: { id: ExperimentId }) {
  const asked = useQuery('experiments.get', { id })
  const { data } = asked
  const up = { label: t.experiments.title, to: '/analytics/experiments' }
  if (!data) return <PageWithout queries={[asked]} goneTitle={t.experiments.page.gone} up={up} />
  if (data.state !== 'planned') return <ResultView key={data.id} experiment={data} />
  return (
    <PlanView key={data.id} list={{ id: data.listId, name: data.listName }} known={data} first={formOf(data.plan)} />
  )
}

export function NewExperimentPage({ listId }: { listId: ListId }) {
  const list = useQuery('lists.get', { listId })
  const columns = useQuery('lists.columns', { listId })
  if (!list.data || !columns.data) {
    const up = { label: t.lists.title, to: '/lists' }
    return <PageWithout queries={[list, columns]} goneTitle={t.exports.plan.goneTitle} up={up} />
  }
  const names = columns.data.others.flatMap((key) =>
    key.startsWith('variable:') ? [key.slice(9)] : key === 'field:personalization' ? ['personalization'] : [],
  )
  return <PlanView key={listId} list={list.data} known={null} first={firstForm(names)} />
}
