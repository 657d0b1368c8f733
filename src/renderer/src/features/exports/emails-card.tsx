import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ListId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { did } from '../../stores/undo.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Note } from '../../ui/note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { EmailEditor } from './email-editor.tsx'
import { EmailPreview } from './email-preview.tsx'
import { editPlan, planScope } from './plan-edits.ts'
import { type PlanForm, type StepForm, stepDays, stepProblems } from './plan-form.ts'
import { unknownIn } from './template.ts'
import { useSampleTags } from './use-sample-leads.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  listId: ListId
  ready: number
  tried: boolean
}

/** The sequence: emails one after the other, written or seen as a lead will. */
export function EmailsCard({ form, edit, listId, ready, tried }: Props) {
  const words = t.exports.plan
  const { steps } = form
  const [at, setAt] = useState(0)
  const [mode, setMode] = useState<'write' | 'preview'>('write')
  // What was just added or removed takes the focus: the button pressed for it may be gone.
  const [touched, setTouched] = useState<number | 'removed' | null>(null)
  const tags = useSampleTags(listId, ready > 0)
  const shown = Math.min(at, steps.length - 1)
  const step = steps[shown]
  const days = stepDays(steps)
  const firstWrong = tried ? steps.findIndex((_, index) => stepProblems(steps, index).length > 0) : -1

  const change = (next: Partial<StepForm>) =>
    edit({ steps: steps.map((each, index) => (index === shown ? { ...each, ...next } : each)) })
  const add = () => {
    const id = Math.max(0, ...steps.map((each) => each.id)) + 1
    // The email before waits some days for this one; an untouched 0 would send both at once.
    const waited = steps.map((each, index) =>
      index === steps.length - 1 && each.waitDays === '0' ? { ...each, waitDays: '3' } : each,
    )
    edit({ steps: [...waited, { id, subject: '', body: '', waitDays: '0' }] })
    setAt(steps.length)
    setMode('write')
    setTouched(id)
  }
  const remove = () => {
    edit({ steps: steps.filter((_, index) => index !== shown) })
    setAt(Math.max(0, shown - 1))
    setTouched('removed')
    const rest = steps.filter((_, index) => index !== shown)
    did(
      {
        scope: planScope(listId),
        path: `/exports/plan/${listId}`,
        words: () => t.undo.acts.stepRemoved,
        undo: () => editPlan(listId, { ...form, steps }),
        redo: () => editPlan(listId, { ...form, steps: rest }),
      },
      words.removed(shown + 1),
    )
  }
  if (!step) {
    return (
      <Card title={words.emails}>
        <div className="no-steps">
          <div>
            <b>{words.noSteps}</b>
            <p className="text-2">{words.noStepsText}</p>
          </div>
          <Button icon={Plus} onClick={add} autoFocus={touched === 'removed'}>
            {words.writeFirst}
          </Button>
        </div>
      </Card>
    )
  }
  const known = tags ? new Set(tags) : null
  const unknown = known ? unknownIn(`${step.subject} ${step.body}`, known) : []
  return (
    <Card
      title={words.emails}
      actions={
        <>
          <Segmented
            label={words.mode}
            value={mode}
            options={[
              { value: 'write', label: words.write },
              { value: 'preview', label: words.preview },
            ]}
            onChange={setMode}
          />
          <IconButton icon={Trash2} label={words.removeStep} onClick={remove} />
        </>
      }
    >
      <div className="stack plan-tight">
        <div className="row steps-row">
          <div className="steps" role="group" aria-label={words.steps}>
            {steps.map((each, index) => (
              <button
                key={each.id}
                type="button"
                className={index === firstWrong ? 'step-tab step-tab-wrong' : 'step-tab'}
                aria-pressed={index === shown}
                data-problem={index === firstWrong && index !== shown ? true : undefined}
                onClick={() => {
                  setAt(index)
                  setTouched(null)
                }}
              >
                {words.step(index + 1, days[index] ?? 0)}
              </button>
            ))}
          </div>
          <Button size="s" variant="quiet" icon={Plus} disabled={steps.length >= 20} onClick={add}>
            {words.addStep}
          </Button>
        </div>
        {mode === 'write' ? (
          <EmailEditor
            key={step.id}
            focusSubject={step.id === touched}
            step={step}
            isFirst={shown === 0}
            isLast={shown === steps.length - 1}
            problems={tried ? stepProblems(steps, shown) : []}
            tags={tags}
            onChange={change}
          />
        ) : (
          <EmailPreview steps={steps} at={shown} listId={listId} ready={ready} />
        )}
        {unknown.length > 0 && <Note tone="warn">{words.unknownVariables(unknown)}</Note>}
      </div>
    </Card>
  )
}
