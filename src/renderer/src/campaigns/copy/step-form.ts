import type { Step } from '#shared/contract/exports/exports.ts'
import { hasTags } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { CopyVariant, SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'
import { t } from '../../core/lib/texts.ts'

/** An email being edited. Subject and body are variant A, `others` are B, C and so on. */
export type StepForm = {
  readonly id: number
  readonly subject: string
  readonly body: string
  readonly waitDays: string
  /** If undefined, it is HTML if it contains tags. */
  readonly html?: boolean | undefined
  readonly others?: readonly CopyVariant[] | undefined
}

export type StepProblem = 'subject_missing' | 'subject_long' | 'body_missing' | 'body_long' | 'wait_wrong'

/** Parses a whole number as typed in any language: `4052`, `4,052`, `4.052`, `4 052`; null for anything else. */
export function readWhole(typed: string): number | null {
  const text = typed.trim()
  return /^(\d{1,7}|\d{1,3}([.,'’\s]\d{3}){1,2})$/.test(text) ? Number(text.replace(/\D/g, '')) : null
}

export const wholeNumber = (text: string, most: number, least = 0): boolean => {
  const value = readWhole(text)
  return value !== null && value >= least && value <= most
}

const daysOf = (step: Pick<StepForm, 'waitDays'>): number =>
  wholeNumber(step.waitDays, 365) ? (readWhole(step.waitDays) ?? 0) : 0

/** Returns all variants of an email, A first. */
export const variantsOf = (step: Pick<StepForm, 'subject' | 'body' | 'others'>): readonly CopyVariant[] => [
  { subject: step.subject, body: step.body },
  ...(step.others ?? []),
]

/** Returns the email with one of its variants changed. */
export function withVariant<T extends StepForm>(step: T, at: number, change: Partial<CopyVariant>): T {
  if (at === 0) return { ...step, ...change }
  return {
    ...step,
    others: (step.others ?? []).map((each, index) => (index === at - 1 ? { ...each, ...change } : each)),
  }
}

/** Returns the email without one of its variants; if A is removed, the next one replaces it. */
export function withoutVariant<T extends StepForm>(step: T, at: number): T {
  const [first, ...others] = variantsOf(step).filter((_, index) => index !== at)
  return first ? { ...step, ...first, others } : step
}

export const variantLetterOf = (at: number): string => String.fromCharCode(65 + at)

/** Returns the problems of one variant of an email. */
export function variantProblems(steps: readonly StepForm[], at: number, variant: number): readonly StepProblem[] {
  const step = steps[at]
  const copy = step ? variantsOf(step)[variant] : undefined
  if (!step || !copy) return []
  const found: StepProblem[] = []
  if (at === 0 && copy.subject.trim() === '') found.push('subject_missing')
  if (copy.subject.length > 1000) found.push('subject_long')
  if (copy.body.trim() === '') found.push('body_missing')
  if (copy.body.length > 50_000) found.push('body_long')
  if (at < steps.length - 1 && !wholeNumber(step.waitDays, 365)) found.push('wait_wrong')
  return found
}

/** Returns the problems of an email of the sequence, across all variants. */
export function stepProblems(steps: readonly StepForm[], at: number): readonly StepProblem[] {
  const step = steps[at]
  if (!step) return []
  return [...new Set(variantsOf(step).flatMap((_, variant) => variantProblems(steps, at, variant)))]
}

/** Returns the day of the sequence on which each email is sent; the first day is 0. */
export function stepDays(steps: readonly StepForm[]): readonly number[] {
  let day = 0
  return steps.map((step) => {
    const own = day
    day += daysOf(step)
    return own
  })
}

/** Converts the emails of an export to their edited form. */
export const formsOfPlan = (steps: readonly Step[]): readonly StepForm[] =>
  steps.map(({ waitDays, ...step }, at) => ({ ...step, id: at + 1, waitDays: String(waitDays) }))

/** Converts the emails of a template to their edited form. */
export const formsOfSequence = (steps: readonly SequenceStep[]): readonly StepForm[] =>
  steps.map(({ waitDays, html, variants: [first, ...others] }, at) => ({
    id: at + 1,
    subject: first?.subject ?? '',
    body: first?.body ?? '',
    others,
    html,
    waitDays: String(waitDays),
  }))

/** Converts emails to the form used by exports. Only for emails without problems. */
export const planSteps = (steps: readonly StepForm[]): Step[] =>
  steps.map((step) => ({
    subject: step.subject.trim(),
    body: step.body,
    waitDays: daysOf(step),
    ...(step.html === undefined ? {} : { html: step.html }),
    ...(step.others && step.others.length > 0
      ? { others: step.others.map(({ subject, body }) => ({ subject: subject.trim(), body })) }
      : {}),
  }))

/** Converts emails to the form stored in templates. */
export const sequenceStepsOf = (steps: readonly StepForm[]): SequenceStep[] =>
  steps.map((step) => ({ waitDays: daysOf(step), html: isHtmlStep(step), variants: [...variantsOf(step)] }))

/** Returns whether the bodies are HTML, as set or else if they contain tags. */
export const isHtmlStep = (step: StepForm): boolean => step.html ?? variantsOf(step).some(({ body }) => hasTags(body))

/** Returns all subjects and bodies, in order. */
export const textsOfForms = (steps: readonly StepForm[]): readonly string[] =>
  steps.flatMap((step) => variantsOf(step).flatMap(({ subject, body }) => [subject, body]))

/** `3 mails, 5 variants`; variants only if a mail has several. */
export const sequenceSizeText = (steps: number, variants: number): string =>
  [t.sequences.mailCount(steps), ...(variants > steps ? [t.sequences.variantCount(variants)] : [])].join(', ')
