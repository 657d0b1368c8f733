import { Eye, Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { findSequenceTraps } from '#shared/domain/campaigns/copy/sequence.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { CopyPreview, type CopyPreviewProps } from './copy-preview.tsx'
import { StepEditor } from './step-editor.tsx'
import {
  type StepForm,
  sequenceStepsOf,
  stepDays,
  stepProblems,
  variantLetterOf,
  variantProblems,
  variantsOf,
} from './step-form.ts'

export type StepPlace = { readonly step: number; readonly variant: number }

type Props = Pick<
  CopyPreviewProps,
  'listId' | 'ready' | 'worst' | 'worstAsked' | 'unknown' | 'senders' | 'children'
> & {
  steps: readonly StepForm[]
  onChange: (steps: readonly StepForm[]) => void
  /** Called when something was removed; `before` restores it. `message` describes what. */
  onRemoved: (
    before: readonly StepForm[],
    after: readonly StepForm[],
    what: 'step' | 'variant',
    message: string,
  ) => void
  /** Names to offer; undefined until known. */
  names: readonly string[] | undefined
  tried: boolean
  title: string
  /** Buttons in the head of the card. */
  actions?: ((place: StepPlace) => ReactNode) | undefined
  /** Shows the preview beside the fields if there is room, with the variables no lead has listed below the emails. */
  beside?: boolean | undefined
  /** Shown in place of the usual text if there are no emails. */
  empty?: ReactNode | undefined
}

/** Editor of a sequence: emails in order, edited or previewed with a lead. */
export function StepsEditor(props: Props) {
  const { steps, onChange, onRemoved, names, tried, title, actions, beside, empty, children } = props
  const words = t.exports.plan
  const [at, setAt] = useState(0)
  const [variantAt, setVariantAt] = useState(0)
  const [mode, setMode] = useState<'write' | 'preview'>(props.beside ? 'write' : 'preview')
  useEffect(() => {
    if (props.worstAsked) setMode('preview')
  }, [props.worstAsked])
  // Moves the focus after an email was added or removed, as the button pressed may be gone.
  const [touched, setTouched] = useState<number | 'removed' | null>(null)
  const shown = Math.max(0, Math.min(at, steps.length - 1))
  const step = steps[shown]
  const variant = Math.min(variantAt, step?.others?.length ?? 0)
  const days = stepDays(steps)
  const wrongHere = tried && stepProblems(steps, shown).length > 0
  const firstWrong = tried ? steps.findIndex((_, index) => stepProblems(steps, index).length > 0) : -1

  const show = (index: number) => {
    setAt(index)
    setVariantAt(0)
  }
  const replaced = (next: StepForm) => steps.map((each, index) => (index === shown ? next : each))
  const change = (next: Partial<StepForm>) => step && onChange(replaced({ ...step, ...next }))
  const add = () => {
    const id = Math.max(0, ...steps.map((each) => each.id)) + 1
    // The wait is stored with the previous email; leaving its 0 unchanged would send both at once.
    const waited = steps.map((each, index) =>
      index === steps.length - 1 && each.waitDays === '0' ? { ...each, waitDays: '3' } : each,
    )
    onChange([...waited, { id, subject: '', body: '', waitDays: '0' }])
    show(steps.length)
    setMode('write')
    setTouched(id)
  }
  const remove = () => {
    const rest = steps.filter((_, index) => index !== shown)
    onChange(rest)
    show(Math.max(0, shown - 1))
    setTouched('removed')
    onRemoved(steps, rest, 'step', words.removed(shown + 1))
  }
  if (!step) {
    return (
      <Card title={title} actions={actions?.({ step: 0, variant: 0 })}>
        <div className="no-steps">
          {empty ?? (
            <div>
              <b>{words.noSteps}</b>
              <p className="text-2">{words.noStepsText}</p>
            </div>
          )}
          <Button label={words.writeFirst} icon={Plus} onClick={add} autoFocus={touched === 'removed'} />
        </div>
      </Card>
    )
  }
  const editor = (
    <StepEditor
      key={step.id}
      focusSubject={step.id === touched}
      step={step}
      variant={variant}
      onVariant={setVariantAt}
      isFirst={shown === 0}
      isLast={shown === steps.length - 1}
      problems={tried ? variantProblems(steps, shown, variant) : []}
      names={names}
      onChange={change}
      onVariantRemoved={(_before, after, letter) => {
        const next = replaced(after)
        onChange(next)
        onRemoved(steps, next, 'variant', t.sequences.variantRemoved(letter))
      }}
    />
  )
  const tabs = (
    <div className="steps" role="group" aria-label={words.steps}>
      {steps.map((each, index) => (
        <button
          key={each.id}
          type="button"
          className={index === firstWrong ? 'step-tab step-tab-wrong' : 'step-tab'}
          aria-pressed={index === shown}
          data-problem={index === firstWrong && index !== shown ? true : undefined}
          onClick={() => {
            show(index)
            setTouched(null)
          }}
        >
          {words.step(index + 1, days[index] ?? 0)}
        </button>
      ))}
    </div>
  )
  const addButton = (
    <Button label={words.addStep} size="s" variant="quiet" icon={Plus} disabled={steps.length >= 20} onClick={add} />
  )
  const removeButton = <IconButton icon={Trash2} label={words.removeStep} onClick={remove} />
  const shownMail = {
    steps,
    at: shown,
    variant,
    listId: props.listId,
    ready: props.ready,
    worst: props.worst,
    worstAsked: props.worstAsked,
    unknown: props.unknown,
  }
  if (beside) {
    return (
      <Card
        title={title}
        actions={
          <>
            {actions?.({ step: shown, variant })}
            {removeButton}
          </>
        }
      >
        <div className="stack plan-tight">
          <div className="row steps-row">
            {tabs}
            {addButton}
          </div>
          <div className="steps-beside">
            <div className="stack plan-tight">{editor}</div>
            <section className="steps-preview" aria-label={t.sequences.preview}>
              <CopyPreview {...shownMail} />
            </section>
          </div>
          <Traps steps={steps} unknown={props.unknown} />
          {children}
        </div>
      </Card>
    )
  }
  if (mode === 'preview' && !wrongHere) {
    return (
      <section className="card mail-card mail-card-read" aria-label={title}>
        <CopyPreview
          {...shownMail}
          senders={props.senders}
          head={
            <>
              {tabs}
              <VariantTabs step={step} variant={variant} onVariant={setVariantAt} />
            </>
          }
          tail={
            <Button
              label={t.review.editEmails}
              size="s"
              variant="quiet"
              icon={Pencil}
              onClick={() => setMode('write')}
            />
          }
        >
          <Traps steps={steps} />
          {children}
        </CopyPreview>
      </section>
    )
  }
  return (
    <section className="card mail-card" aria-label={title}>
      <header className="mail-head">
        {tabs}
        <span className="row push">
          {addButton}
          <Button label={words.preview} size="s" icon={Eye} onClick={() => setMode('preview')} />
        </span>
      </header>
      <div className="card-pad stack plan-tight">
        {editor}
        <div className="row mail-foot">
          {actions?.({ step: shown, variant })}
          <span className="push">{removeButton}</span>
        </div>
        <Traps steps={steps} />
        {children}
      </div>
    </section>
  )
}

type VariantProps = { step: StepForm; variant: number; onVariant: (at: number) => void }

/** Tabs A, B, … of the email in the preview. */
function VariantTabs({ step, variant, onVariant }: VariantProps) {
  const variants = variantsOf(step)
  if (variants.length < 2) return null
  return (
    <div className="steps" role="group" aria-label={t.sequences.variants}>
      {variants.map((_, at) => (
        <button
          // A variant is identified by its position.
          key={at}
          type="button"
          className="step-tab"
          aria-pressed={at === variant}
          aria-label={t.sequences.variant(variantLetterOf(at))}
          onClick={() => onVariant(at)}
        >
          {variantLetterOf(at)}
        </button>
      ))}
    </div>
  )
}

/** Warnings about the emails, which never block anything. */
function Traps({ steps, unknown = [] }: { steps: readonly StepForm[]; unknown?: Props['unknown'] }) {
  const words = t.sequences.traps
  const found = findSequenceTraps(sequenceStepsOf(steps)).filter(
    ({ kind }) => kind !== 'body_empty' && kind !== 'no_first_subject',
  )
  if (found.length + unknown.length === 0) return null
  const lines = [
    ...unknown.map(({ name, nearest }) => (nearest === null ? words.unknown(name) : words.unknownNear(name, nearest))),
    ...new Set(
      found.map(({ kind, step, text }) =>
        kind === 'braces' || kind === 'placeholder' ? words[kind](step, text) : words[kind](step),
      ),
    ),
  ]
  return (
    <Note tone="quiet" title={t.sequences.trapsTitle}>
      <ul className="copy-traps">
        {lines.slice(0, 6).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Note>
  )
}
