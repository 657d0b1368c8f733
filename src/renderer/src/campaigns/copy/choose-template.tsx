import { useState } from 'react'
import type { SequenceId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { formsOfSequence, type StepForm, sequenceSizeText } from './step-form.ts'

export type ChosenTemplate = {
  /** Null for one that comes with the app. */
  readonly id: SequenceId | null
  readonly version: number
  readonly name: string
  readonly steps: readonly StepForm[]
}

type Props = { workspaceId: WorkspaceId; onChoose: (chosen: ChosenTemplate) => void; onClose: () => void }

/** Dialog to choose a template for the mails of a plan: the client's, one for all clients, or the app's own. */
export function ChooseTemplate({ workspaceId, onChoose, onClose }: Props) {
  const words = t.sequences
  const own = useQuery('sequences.list', { workspaceId })
  const starters = useQuery('sequences.starters', {}).data
  const [chosen, setChosen] = useState<string | null>(null)
  const mine = own.data ?? []
  const shipped = starters ?? []
  // Identified by position, as two of them may have the same name.
  const options = [
    ...mine.map(({ name, stepCount, variantCount }) => ({
      label: name,
      hint: sequenceSizeText(stepCount, variantCount),
      group: words.title,
    })),
    ...shipped.map(({ name, industry, language }) => ({
      label: name,
      hint: [industry, language?.toUpperCase()].filter(Boolean).join(', '),
      group: words.startersTitle,
    })),
  ].map((option, at) => ({ ...option, value: String(at) }))
  const take = useAction(async () => {
    if (chosen === null) return
    const template = mine[Number(chosen)]
    const starter = shipped[Number(chosen) - mine.length]
    if (template) {
      const { id, version, name, steps } = await call('sequences.get', { id: template.id })
      onChoose({ id, version, name, steps: formsOfSequence(steps) })
    } else if (starter) {
      onChoose({ id: null, version: 1, name: starter.name, steps: formsOfSequence(starter.steps) })
    }
    onClose()
  })
  const error = own.error ?? take.error
  return (
    <Dialog
      onClose={onClose}
      title={words.plan.choose}
      description={words.plan.chooseText}
      width={520}
      actions={
        <>
          <Button label={words.plan.toLibrary} variant="quiet" onClick={() => go('/sequences')} />
          <Button label={t.ui.cancel} onClick={onClose} />
          <Button label={words.use} variant="primary" disabled={chosen === null} action={take} />
        </>
      }
    >
      <div className="stack">
        {error && <ErrorNote error={error} />}
        <Field label={words.details} hint={own.data?.length === 0 ? words.plan.none : undefined}>
          <Select searchable value={chosen} placeholder={words.plan.choose} options={options} onChange={setChosen} />
        </Field>
      </div>
    </Dialog>
  )
}
