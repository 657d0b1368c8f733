import { Eye, Pencil, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { findSequenceTraps } from '#shared/domain/campaigns/copy/sequence.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { CopyPreview, type CopyPreviewProps } from './copy-preview.tsx'
import { StepEditor } from './step-editor.tsx'
import { type StepForm, sequenceStepsOf, stepProblems, variantProblems } from './step-form.ts'
import { StepTabs, VariantTabs } from './step-tabs.tsx'

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
  const { steps, tried, title, actions, beside } = props
  const [mode, setMode] = useState<'write' | 'preview'>(beside ? 'write' : 'preview')
  useEffect(() => {
    if (props.worstAsked) setMode('preview')
  }, [props.worstAsked])
  const edited = useSteps(props)
  const { step, shown } = edited
  const add = () => {
    edited.add()
    setMode('write')
  }
  if (!step) {
    return (
      <NoSteps
        title={title}
        actions={actions}
        empty={props.empty}
        autoFocus={edited.touched === 'removed'}
        onAdd={add}
      />
    )
  }
  const parts = {
    tabs: <StepTabs steps={steps} shown={shown} tried={tried} onStep={edited.open} />,
    editor: <ShownStep {...props} step={step} edited={edited} />,
    addButton: (
      <Button
        label={t.exports.plan.addStep}
        size="s"
        variant="quiet"
        icon={Plus}
        disabled={steps.length >= 20}
        onClick={add}
      />
    ),
    removeButton: <IconButton icon={Trash2} label={t.exports.plan.removeStep} onClick={edited.remove} />,
    actions: actions?.({ step: shown, variant: edited.variant }),
  }
  if (beside) return <BesideCard {...props} edited={edited} parts={parts} />
  if (mode === 'preview' && !(tried && stepProblems(steps, shown).length > 0)) {
    return <ReadCard {...props} step={step} edited={edited} tabs={parts.tabs} onWrite={() => setMode('write')} />
  }
  return <WriteCard {...props} parts={parts} onPreview={() => setMode('preview')} />
}

type Edited = ReturnType<typeof useSteps>
/** The parts that the cards arrange. */
type Parts = Readonly<Record<'tabs' | 'editor' | 'addButton' | 'removeButton' | 'actions', ReactNode>>

/** Which email and variant is shown, and what can be done with it. */
function useSteps({ steps, onChange, onRemoved }: Pick<Props, 'steps' | 'onChange' | 'onRemoved'>) {
  const [at, setAt] = useState(0)
  const [variantAt, setVariant] = useState(0)
  // Moves the focus after an email was added or removed, as the button pressed may be gone.
  const [touched, setTouched] = useState<number | 'removed' | null>(null)
  const shown = Math.max(0, Math.min(at, steps.length - 1))
  const step = steps[shown]
  const show = (index: number) => {
    setAt(index)
    setVariant(0)
  }
  const replaced = (next: StepForm) => steps.map((each, index) => (index === shown ? next : each))
  return {
    shown,
    step,
    variant: Math.min(variantAt, step?.others?.length ?? 0),
    setVariant,
    touched,
    open(index: number): void {
      show(index)
      setTouched(null)
    },
    change: (next: Partial<StepForm>) => step && onChange(replaced({ ...step, ...next })),
    add(): void {
      const id = Math.max(0, ...steps.map((each) => each.id)) + 1
      // The wait is stored with the previous email; leaving its 0 unchanged would send both at once.
      const waited = steps.map((each, index) =>
        index === steps.length - 1 && each.waitDays === '0' ? { ...each, waitDays: '3' } : each,
      )
      onChange([...waited, { id, subject: '', body: '', waitDays: '0' }])
      show(steps.length)
      setTouched(id)
    },
    remove(): void {
      const rest = steps.filter((_, index) => index !== shown)
      onChange(rest)
      show(Math.max(0, shown - 1))
      setTouched('removed')
      onRemoved(steps, rest, 'step', t.exports.plan.removed(shown + 1))
    },
    removeVariant(after: StepForm, letter: string): void {
      const next = replaced(after)
      onChange(next)
      onRemoved(steps, next, 'variant', t.sequences.variantRemoved(letter))
    },
  }
}

type NoStepsProps = Pick<Props, 'title' | 'actions' | 'empty'> & { autoFocus: boolean; onAdd: () => void }

function NoSteps({ title, actions, empty, autoFocus, onAdd }: NoStepsProps) {
  const words = t.exports.plan
  return (
    <Card title={title} actions={actions?.({ step: 0, variant: 0 })}>
      <div className="no-steps">
        {empty ?? (
          <div>
            <b>{words.noSteps}</b>
            <p className="text-2">{words.noStepsText}</p>
          </div>
        )}
        <Button label={words.writeFirst} icon={Plus} onClick={onAdd} autoFocus={autoFocus} />
      </div>
    </Card>
  )
}

/** Fields of the email that is shown. */
function ShownStep({ steps, tried, names, step, edited }: Props & { step: StepForm; edited: Edited }) {
  const { shown, variant } = edited
  return (
    <StepEditor
      key={step.id}
      focusSubject={step.id === edited.touched}
      step={step}
      variant={variant}
      onVariant={edited.setVariant}
      isFirst={shown === 0}
      isLast={shown === steps.length - 1}
      problems={tried ? variantProblems(steps, shown, variant) : []}
      names={names}
      onChange={edited.change}
      onVariantRemoved={(_before, after, letter) => edited.removeVariant(after, letter)}
    />
  )
}

/** The email that is shown, as the preview takes it. */
const mailOf = ({ steps, listId, ready, worst, worstAsked, unknown }: Props, { shown, variant }: Edited) => ({
  steps,
  at: shown,
  variant,
  listId,
  ready,
  worst,
  worstAsked,
  unknown,
})

/** The fields with the preview beside them. */
function BesideCard({ edited, parts, ...props }: Props & { edited: Edited; parts: Parts }) {
  return (
    <Card
      title={props.title}
      actions={
        <>
          {parts.actions}
          {parts.removeButton}
        </>
      }
    >
      <div className="stack plan-tight">
        <div className="row steps-row">
          {parts.tabs}
          {parts.addButton}
        </div>
        <div className="steps-beside">
          <div className="stack plan-tight">{parts.editor}</div>
          <section className="steps-preview" aria-label={t.sequences.preview}>
            <CopyPreview {...mailOf(props, edited)} />
          </section>
        </div>
        <Traps steps={props.steps} unknown={props.unknown} />
        {props.children}
      </div>
    </Card>
  )
}

type ReadProps = Props & { step: StepForm; edited: Edited; tabs: ReactNode; onWrite: () => void }

/** The email as a lead will read it, with a way to its fields. */
function ReadCard({ step, edited, tabs, onWrite, ...props }: ReadProps) {
  return (
    <section className="card mail-card mail-card-read" aria-label={props.title}>
      <CopyPreview
        {...mailOf(props, edited)}
        senders={props.senders}
        head={
          <>
            {tabs}
            <VariantTabs step={step} variant={edited.variant} onVariant={edited.setVariant} />
          </>
        }
        tail={<Button label={t.review.editEmails} size="s" variant="quiet" icon={Pencil} onClick={onWrite} />}
      >
        <Traps steps={props.steps} />
        {props.children}
      </CopyPreview>
    </section>
  )
}

type WriteProps = Pick<Props, 'title' | 'steps' | 'children'> & { parts: Parts; onPreview: () => void }

/** The fields of the email, with a way to its preview. */
function WriteCard({ title, steps, children, parts, onPreview }: WriteProps) {
  return (
    <section className="card mail-card" aria-label={title}>
      <header className="mail-head">
        {parts.tabs}
        <span className="row push">
          {parts.addButton}
          <Button label={t.exports.plan.preview} size="s" icon={Eye} onClick={onPreview} />
        </span>
      </header>
      <div className="card-pad stack plan-tight">
        {parts.editor}
        <div className="row mail-foot">
          {parts.actions}
          <span className="push">{parts.removeButton}</span>
        </div>
        <Traps steps={steps} />
        {children}
      </div>
    </section>
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
