import { Braces, Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { t } from '../../core/lib/texts.ts'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { CopyField } from './copy-field.tsx'
import {
  isHtmlStep,
  type StepForm,
  type StepProblem,
  variantLetterOf,
  variantsOf,
  withoutVariant,
  withVariant,
} from './step-form.ts'

type Props = {
  step: StepForm
  variant: number
  onVariant: (at: number) => void
  isFirst: boolean
  isLast: boolean
  /** The email was just added: the subject takes the focus. */
  focusSubject: boolean
  problems: readonly StepProblem[]
  /** Variables to offer; undefined until known. */
  names: readonly string[] | undefined
  onChange: (change: Partial<StepForm>) => void
  /** Called when a variant was removed, with the step before, so that it can be restored. */
  onVariantRemoved: (before: StepForm, after: StepForm, letter: string) => void
}

const maxVariants = 26

/** Editor of an email: its variants, subject, text, and the wait until the next one. */
export function StepEditor(props: Props) {
  const { step, variant, isFirst, focusSubject, isLast, problems, names, onChange } = props
  const words = t.exports.plan
  type Element = HTMLInputElement & HTMLTextAreaElement
  const subject = useRef<Element>(null)
  const body = useRef<Element>(null)
  const last = useRef<'subject' | 'body'>('body')
  const variants = variantsOf(step)
  const copy = variants[variant] ?? { subject: '', body: '' }
  const put = (change: Partial<typeof copy>) => onChange(withVariant(step, variant, change))
  const offered = names ?? []

  const insert = (name: string) => {
    const field = last.current
    const element = field === 'subject' ? subject.current : body.current
    const text = copy[field]
    const from = element?.selectionStart ?? text.length
    const to = element?.selectionEnd ?? from
    const tag = `{{${name}}}`
    put({ [field]: text.slice(0, from) + tag + text.slice(to) })
    // After the new text is rendered and the menu has returned the focus.
    setTimeout(() => {
      element?.focus()
      element?.setSelectionRange(from + tag.length, from + tag.length)
    }, 0)
  }
  const subjectError = problems.includes('subject_missing')
    ? words.subjectMissing
    : problems.includes('subject_long')
      ? words.subjectTooLong
      : undefined
  const bodyError = problems.includes('body_missing')
    ? words.bodyMissing
    : problems.includes('body_long')
      ? words.bodyTooLong
      : undefined
  return (
    <>
      <Variants {...props} />
      <Field label={words.subject} error={subjectError}>
        <CopyField
          field={subject}
          names={offered}
          autoFocus={focusSubject}
          value={copy.subject}
          placeholder={isFirst ? undefined : words.subjectFollowUp}
          onFocus={() => {
            last.current = 'subject'
          }}
          onChange={(next) => put({ subject: next })}
        />
      </Field>
      <Field
        label={words.body}
        error={bodyError}
        hint={t.sequences.menuHint}
        aside={
          <Menu
            trigger={
              <button type="button" className="button button-quiet button-s" disabled={offered.length === 0}>
                <Icon of={Braces} size={14} />
                {words.insert}
              </button>
            }
            items={offered.map((name) => ({ label: name, onSelect: () => insert(name) }))}
          />
        }
      >
        <CopyField
          field={body}
          names={offered}
          rows={11}
          mono={isHtmlStep(step)}
          value={copy.body}
          onFocus={() => {
            last.current = 'body'
          }}
          onChange={(next) => put({ body: next })}
        />
      </Field>
      {!isLast && (
        <div className="step-wait">
          <Field label={words.wait} error={problems.includes('wait_wrong') ? words.waitWrong : undefined}>
            <TextInput inputMode="numeric" value={step.waitDays} onChange={(waitDays) => onChange({ waitDays })} />
          </Field>
        </div>
      )}
    </>
  )
}

/** Tabs A, B, … for the variants of an email, and whether it is HTML. */
function Variants({ step, variant, onVariant, onChange, onVariantRemoved }: Props) {
  const words = t.sequences
  const variants = variantsOf(step)
  const letter = variantLetterOf(variant)
  const add = () => {
    // Starts as a copy, as a test compares a single change.
    const { subject = '', body = '' } = variants[variant] ?? {}
    onChange({ others: [...(step.others ?? []), { subject, body }] })
    onVariant(variants.length)
  }
  const remove = () => {
    const after = withoutVariant(step, variant)
    onVariant(Math.max(0, variant - 1))
    onVariantRemoved(step, after, letter)
  }
  return (
    <div className="copy-bar">
      <div className="copy-variants" role="group" aria-label={words.variants}>
        {variants.length > 1 &&
          variants.map((_, at) => (
            <button
              // A variant is identified by its position.
              key={at}
              type="button"
              className="step-tab"
              aria-pressed={at === variant}
              aria-label={words.variant(variantLetterOf(at))}
              onClick={() => onVariant(at)}
            >
              {variantLetterOf(at)}
            </button>
          ))}
        {variants.length > 1 && <IconButton size="s" icon={X} label={words.removeVariant(letter)} onClick={remove} />}
        <Button
          label={words.addVariant}
          size="s"
          variant="quiet"
          icon={Plus}
          disabled={variants.length >= maxVariants}
          title={words.variantHint}
          onClick={add}
        />
      </div>
      <Segmented
        label={words.format}
        value={isHtmlStep(step) ? 'html' : 'plain'}
        options={[
          { value: 'plain', label: words.plain },
          { value: 'html', label: words.html },
        ]}
        onChange={(format) => onChange({ html: format === 'html' })}
      />
    </div>
  )
}
