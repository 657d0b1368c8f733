import { useRef, useState } from 'react'
import type { Experiment } from '#shared/contract/exports/experiments.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import type { ExperimentId, ListId } from '#shared/ids.ts'
import { call, useAction, useEvent, useQuery } from '../../core/lib/backend.ts'
import { go, replace } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PageHead } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { offerUndoAssignment } from './experiment-actions.ts'
import { type ExperimentForm, newSeed, planOf } from './form.ts'
import { PlanFields } from './plan-fields.tsx'
import { PreviewCard } from './preview-card.tsx'

const telling = ['variable:category', 'variable:industry', 'variable:city', 'variable:state', 'field:job_title']

type Props = {
  list: { readonly id: ListId; readonly name: string }
  /** The saved experiment; null for a new one. */
  known: Experiment | null
  first: ExperimentForm
}

/** Form of an experiment with a preview of the split. Nothing changes until the button is pressed. */
export function PlanView({ list, known, first }: Props) {
  const words = t.experiments.form
  const [form, setForm] = useState(first)
  const [seed] = useState(() => known?.seed ?? newSeed())
  const [balance, setBalance] = useState<string | null>(null)
  const kept = useRef<ExperimentId | null>(known?.id ?? null)
  const columns = useQuery('lists.columns', { listId: list.id }).data?.others ?? []
  const compared = balance ?? form.stratum ?? telling.find((one) => columns.includes(one)) ?? null
  const seen = useDebounced(JSON.stringify([planOf(form, false), compared]), 300)
  const [shown, column] = JSON.parse(seen) as [ExperimentPlan | null, string | null]
  const asked = shown && { id: known?.id ?? null, listId: list.id, plan: shown, seed, columns: column ? [column] : [] }
  const preview = useQuery('experiments.preview', asked)
  const looked = usePreviousData(preview.data)
  const plan = planOf(form, true)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  useEvent('experiment.progress', ({ experimentId, done, total }) => {
    if (experimentId === kept.current) setProgress({ done, total })
  })

  const write = async (): Promise<Experiment | null> => {
    if (!plan) return null
    const experiment = await call('experiments.save', { id: kept.current, listId: list.id, plan, seed })
    kept.current = experiment.id
    return experiment
  }
  const save = useAction(async () => {
    const experiment = await write()
    if (!experiment) return
    showToast(words.kept)
    replace(`/analytics/experiments/${experiment.id}`)
  })
  const apply = useAction(async () => {
    const experiment = await write()
    if (!experiment) return
    const step = await call('experiments.apply', { id: experiment.id })
    offerUndoAssignment(experiment, step, words.applied(step.count))
    replace(`/analytics/experiments/${experiment.id}`)
  })
  const failed = save.error ?? apply.error
  const fresh = looked && (looked.fixed === 0 ? looked.leads : looked.leads - looked.fixed)
  const blocked = looked && (looked.tooManyStrata || looked.variants.some(({ tooLong }) => tooLong > 0) || fresh === 0)
  return (
    <div className="page">
      <PageHead
        title={known ? known.plan.name : words.titleNew}
        crumbs={[
          { label: t.analytics.title, to: '/analytics' },
          { label: t.experiments.title, to: '/analytics/experiments' },
        ]}
        meta={known ? words.titleEdit : words.of(list.name)}
      >
        <Button label={words.discard} onClick={() => go(`/lists/${list.id}`)} />
        <Button label={words.keep} onClick={save.run} busy={save.busy || apply.busy} disabled={!plan} />
        <Button
          label={words.apply(fresh ?? 0)}
          variant="primary"
          shortcut="mod+enter"
          onClick={apply.run}
          busy={apply.busy || save.busy}
          disabled={!plan || !looked || Boolean(blocked)}
        />
      </PageHead>
      <div className="page-body experiment-plan">
        <div className="stack">
          <PlanFields
            form={form}
            columns={columns}
            seed={seed}
            isKept={known !== null}
            edit={(change) => setForm({ ...form, ...change })}
          />
        </div>
        <div className="stack">
          {failed && <ErrorNote error={failed} />}
          {apply.busy && <Applying progress={progress} />}
          <PreviewCard
            plan={shown}
            preview={shown ? looked : undefined}
            error={preview.error && preview.error.code !== 'CANCELLED' ? preview.error : null}
            columns={columns}
            column={compared}
            onColumn={setBalance}
          />
        </div>
      </div>
    </div>
  )
}

/** Progress of splitting the list. */
function Applying({ progress }: { progress: { done: number; total: number } | null }) {
  const words = t.experiments.form
  return (
    <div className="card card-pad" role="status">
      <p className="small">
        {progress ? words.applying(formatNumber(progress.done), formatNumber(progress.total)) : words.applyStarts}
      </p>
      <ProgressBar share={progress ? progress.done / Math.max(1, progress.total) : null} label={words.applyStarts} />
    </div>
  )
}
