import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { t } from '../../lib/texts.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import type { StepForm, StepProblem } from './plan-form.ts'

type Props = {
  step: StepForm
  isFirst: boolean
  /** Just added: writing begins at once. */
  focusSubject: boolean
  isLast: boolean
  problems: readonly StepProblem[]
  /** Variables to offer; undefined until known. */
  tags: readonly string[] | undefined
  onChange: (change: Partial<StepForm>) => void
}

/** One email: subject, text, and how long until the next. */
export function EmailEditor({ step, isFirst, focusSubject, isLast, problems, tags, onChange }: Props) {
  const words = t.exports.plan
  const subject = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLTextAreaElement>(null)
  const last = useRef<'subject' | 'body'>('body')

  const insert = (name: string) => {
    const field = last.current
    const element = field === 'subject' ? subject.current : body.current
    const text = step[field]
    const from = element?.selectionStart ?? text.length
    const to = element?.selectionEnd ?? from
    const tag = `{{${name}}}`
    onChange({ [field]: text.slice(0, from) + tag + text.slice(to) })
    // After the new text is drawn, and the menu has given the focus back.
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
      <Field label={words.subject} error={subjectError}>
        <TextInput
          ref={subject}
          autoFocus={focusSubject}
          value={step.subject}
          spellCheck
          placeholder={isFirst ? undefined : words.subjectFollowUp}
          onFocus={() => {
            last.current = 'subject'
          }}
          onChange={(next) => onChange({ subject: next })}
        />
      </Field>
      <Field
        label={words.body}
        error={bodyError}
        aside={
          <Menu
            trigger={
              <button type="button" className="button button-quiet button-s" disabled={!tags || tags.length === 0}>
                <Icon of={Braces} size={14} />
                {words.insert}
              </button>
            }
            items={(tags ?? []).map((name) => ({ label: name, onSelect: () => insert(name) }))}
          />
        }
      >
        <TextArea
          ref={body}
          rows={9}
          value={step.body}
          spellCheck
          onFocus={() => {
            last.current = 'body'
          }}
          onChange={(next) => onChange({ body: next })}
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
