import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  bodyToPlain,
  type DraftProblem,
  type DraftStep,
  type DraftVariant,
  delayUnits,
  isPlainBody,
  plainToBody,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented, Switch } from '../../core/ui/toggles.tsx'
import { letterOf } from './change-list.tsx'

type Props = {
  steps: readonly DraftStep[]
  unread: boolean
  problems: readonly DraftProblem[]
  onChange: (steps: readonly DraftStep[]) => void
}

const maxVariants = 26
const emptyVariant: DraftVariant = { subject: '', body: '', off: false }

/** Form for all mails of a campaign: waits, subjects, texts, variants. */
export function CopyForm({ steps, unread, problems, onChange }: Props) {
  const words = t.campaignEdits
  const put = (at: number, change: Partial<DraftStep>) =>
    onChange(steps.map((each, other) => (other === at ? { ...each, ...change } : each)))
  if (unread)
    return (
      <Card title={words.copy}>
        <Note tone="warn">{words.unread.copy}</Note>
      </Card>
    )
  return (
    <>
      {steps.map((step, at) => (
        <Card
          // A step is identified by its position.
          key={at}
          title={words.step(at + 1)}
          actions={
            steps.length > 1 && (
              <IconButton
                icon={Trash2}
                label={words.removeStep(at + 1)}
                onClick={() => onChange(steps.filter((_, other) => other !== at))}
              />
            )
          }
        >
          <div className="stack">
            {at > 0 && <Wait before={steps[at - 1]} onChange={(change) => put(at - 1, change)} />}
            {step.variants.map((variant, number) => (
              <Variant
                // A variant is identified by its position.
                key={number}
                first={at === 0}
                letter={step.variants.length > 1 ? letterOf(number) : null}
                variant={variant}
                problems={problems}
                onChange={(change) =>
                  put(at, {
                    variants: step.variants.map((each, other) => (other === number ? { ...each, ...change } : each)),
                  })
                }
                onRemove={() => put(at, { variants: step.variants.filter((_, other) => other !== number) })}
              />
            ))}
            {step.variants.length < maxVariants && (
              <div className="row">
                <Button
                  label={words.addVariant}
                  size="s"
                  icon={Plus}
                  onClick={() => put(at, { variants: [...step.variants, step.variants.at(-1) ?? emptyVariant] })}
                />
              </div>
            )}
          </div>
        </Card>
      ))}
      <div className="row">
        <Button
          label={words.addStep}
          icon={Plus}
          onClick={() =>
            onChange([
              ...steps.map((step, at) =>
                at === steps.length - 1 && step.delay === 0 ? { ...step, delay: 3, unit: 'days' as const } : step,
              ),
              { delay: 3, unit: 'days', variants: [emptyVariant] },
            ])
          }
        />
      </div>
    </>
  )
}

/** Wait before a step. Instantly stores it with the previous step. */
function Wait({ before, onChange }: { before: DraftStep | undefined; onChange: (change: Partial<DraftStep>) => void }) {
  const words = t.campaignEdits
  if (!before) return null
  return (
    <div className="draft-wait">
      <Field label={words.stepWaits}>
        <TextInput
          type="number"
          min={0}
          max={100_000}
          value={String(before.delay)}
          onChange={(text) => {
            const delay = Number(text)
            if (Number.isFinite(delay) && delay >= 0) onChange({ delay: Math.min(100_000, delay) })
          }}
        />
      </Field>
      <Field label={words.unit}>
        <Select
          value={before.unit}
          options={delayUnits.toReversed().map((unit) => ({ value: unit, label: words.units[unit] }))}
          onChange={(unit) => onChange({ unit })}
        />
      </Field>
    </div>
  )
}

type VariantProps = {
  first: boolean
  letter: string | null
  variant: DraftVariant
  problems: readonly DraftProblem[]
  onChange: (change: Partial<DraftVariant>) => void
  onRemove: () => void
}

function Variant({ first, letter, variant, problems, onChange, onRemove }: VariantProps) {
  const words = t.campaignEdits
  const canBePlain = isPlainBody(variant.body)
  const [chosen, setChosen] = useState<'plain' | 'html'>(canBePlain ? 'plain' : 'html')
  // Text with formatting is never edited as plain text, which would lose it.
  const as = canBePlain ? chosen : 'html'
  const subjectWrong = first && problems.includes('subject') && variant.subject.trim() === ''
  const bodyWrong = problems.includes('body') && variant.body.trim() === ''
  return (
    <div className="stack-3 draft-variant" role="group" aria-label={letter ? words.variant(letter) : words.body}>
      {letter && (
        <div className="row">
          <b>{words.variant(letter)}</b>
          <Switch label={words.variantOn} checked={!variant.off} onChange={(on) => onChange({ off: !on })} />
          <span className="push">
            <IconButton size="s" icon={Trash2} label={words.removeVariant(letter)} onClick={onRemove} />
          </span>
        </div>
      )}
      <Field
        label={words.subject}
        error={subjectWrong ? words.problems.subject : undefined}
        {...(!first && variant.subject === '' ? { hint: words.subjectKeeps } : {})}
      >
        <TextInput value={variant.subject} maxLength={2000} spellCheck onChange={(subject) => onChange({ subject })} />
      </Field>
      <Field
        label={words.body}
        error={bodyWrong ? words.problems.body : undefined}
        {...(canBePlain ? {} : { hint: words.onlyHtml })}
        aside={
          canBePlain && (
            <Segmented
              label={words.bodyAs}
              value={as}
              onChange={setChosen}
              options={[
                { value: 'plain', label: words.plain },
                { value: 'html', label: words.html },
              ]}
            />
          )
        }
      >
        <TextArea
          rows={8}
          mono={as === 'html'}
          spellCheck
          maxLength={90_000}
          value={as === 'plain' ? bodyToPlain(variant.body) : variant.body}
          onChange={(text) => onChange({ body: as === 'plain' ? plainToBody(text) : text })}
        />
      </Field>
    </div>
  )
}
