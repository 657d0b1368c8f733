import { t } from '../../core/lib/texts.ts'
import { type StepForm, stepDays, stepProblems, variantLetterOf, variantsOf } from './step-form.ts'

type StepTabsProps = { steps: readonly StepForm[]; shown: number; tried: boolean; onStep: (at: number) => void }

/** Tabs of the emails; once exporting was tried, the first one with problems is marked. */
export function StepTabs({ steps, shown, tried, onStep }: StepTabsProps) {
  const words = t.exports.plan
  const days = stepDays(steps)
  const firstWrong = tried ? steps.findIndex((_, index) => stepProblems(steps, index).length > 0) : -1
  return (
    <div className="steps" role="group" aria-label={words.steps}>
      {steps.map((each, index) => (
        <button
          key={each.id}
          type="button"
          className={index === firstWrong ? 'step-tab step-tab-wrong' : 'step-tab'}
          aria-pressed={index === shown}
          data-problem={index === firstWrong && index !== shown ? true : undefined}
          onClick={() => onStep(index)}
        >
          {words.step(index + 1, days[index] ?? 0)}
        </button>
      ))}
    </div>
  )
}

type VariantProps = { step: StepForm; variant: number; onVariant: (at: number) => void }

/** Tabs A, B, … of the email in the preview. */
export function VariantTabs({ step, variant, onVariant }: VariantProps) {
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
