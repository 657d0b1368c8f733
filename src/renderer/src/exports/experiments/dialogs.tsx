import { useState } from 'react'
import type { Experiment, ExperimentResult } from '#shared/contract/exports/experiments.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'

type Props = { experiment: Experiment; result: ExperimentResult | null; onClose: () => void }

/** Records the outcome of an experiment, or reopens it. */
export function DecideDialog({ experiment, result, onClose }: Props) {
  const words = t.experiments.page
  const { id, plan } = experiment
  const verdict = result?.verdict
  const [winner, setWinner] = useState(experiment.winner ?? (verdict?.kind === 'better' ? verdict.at : null))
  const [note, setNote] = useState(experiment.decision)
  const decide = async (decided: boolean) => {
    await call('experiments.decide', { id, decided, winner, note })
    if (decided) showToast(words.noted)
    onClose()
  }
  const action = useAction(() => decide(true))
  const reopen = useAction(() => decide(false))
  return (
    <FormDialog
      title={words.decideTitle}
      description={words.decideText}
      action={action}
      label={words.decideDo}
      ready
      onClose={onClose}
    >
      {verdict?.kind !== 'better' && verdict?.kind !== 'same' && <Note tone="warn" title={words.decideNote} />}
      <Field label={words.winner}>
        <Select
          value={winner}
          options={[
            ...plan.variants.map(({ name }, at) => ({ value: at, label: name })),
            { value: null, label: words.noWinner },
          ]}
          onChange={setWinner}
        />
      </Field>
      <Field label={words.note}>
        <TextArea rows={3} maxLength={2000} value={note} onChange={setNote} />
      </Field>
      {experiment.decidedAt && (
        <div>
          <Button label={words.reopen} size="s" action={reopen} />
        </div>
      )}
    </FormDialog>
  )
}

export function RenameDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const words = t.experiments
  const { id, listId, plan, seed } = experiment
  const [name, setName] = useState(plan.name)
  const [hypothesis, setHypothesis] = useState(plan.hypothesis)
  const action = useAction(async () => {
    const variants = [...plan.variants]
    await call('experiments.save', { id, listId, seed, plan: { ...plan, variants, name: name.trim(), hypothesis } })
    onClose()
  })
  return (
    <FormDialog
      title={words.page.rename}
      action={action}
      label={words.page.save}
      ready={name.trim() !== ''}
      onClose={onClose}
    >
      <Field label={words.form.name}>
        <TextInput autoFocus maxLength={120} value={name} onChange={setName} />
      </Field>
      <Field label={words.form.hypothesis} hint={words.form.hypothesisHint}>
        <TextArea rows={3} maxLength={2000} value={hypothesis} onChange={setHypothesis} />
      </Field>
    </FormDialog>
  )
}
