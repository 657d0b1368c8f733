import type { Step } from '#shared/contract/exports/exports.ts'
import type { CopyVariant, SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'
import { t } from '../../core/lib/texts.ts'

/** One mail as it is being written. Subject and body are variant A, `others` are B, C and so on. */
export type StepForm = {
  readonly id: number
  readonly subject: string
  readonly body: string
  readonly waitDays: string
  /** Not said: HTML where it has tags. */
  readonly html?: boolean | undefined
  readonly others?: readonly CopyVariant[] | undefined
}

export type StepProblem = 'subject_missing' | 'subject_long' | 'body_missing' | 'body_long' | 'wait_wrong'

/** A whole number as people of any of our languages type it: `4052`, `4,052`, `4.052`, `4 052`; null for anything else. */
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

/** All variants of a mail, A first. */
export const variantsOf = (step: Pick<StepForm, 'subject' | 'body' | 'others'>): readonly CopyVariant[] => [
  { subject: step.subject, body: step.body },
  ...(step.others ?? []),
]

/** The mail with one of its variants changed. */
export function withVariant<T extends StepForm>(step: T, at: number, change: Partial<CopyVariant>): T {
  if (at === 0) return { ...step, ...change }
  return {
    ...step,
    others: (step.others ?? []).map((each, index) => (index === at - 1 ? { ...each, ...change } : each)),
  }
}

/** The mail without one of its variants; the next one takes the place of A. */
export function withoutVariant<T extends StepForm>(step: T, at: number): T {
  const [first, ...others] = variantsOf(step).filter((_, index) => index !== at)
  return first ? { ...step, ...first, others } : step
}

export const variantLetterOf = (at: number): string => String.fromCharCode(65 + at)

/** What is wrong with one variant of an email. */
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

/** What is wrong with one email of the sequence, whichever variant has it. */
export function stepProblems(steps: readonly StepForm[], at: number): readonly StepProblem[] {
  const step = steps[at]
  if (!step) return []
  return [...new Set(variantsOf(step).flatMap((_, variant) => variantProblems(steps, at, variant)))]
}

/** On which day of the sequence each email goes out, the first being day 0. */
export function stepDays(steps: readonly StepForm[]): readonly number[] {
  let day = 0
  return steps.map((step) => {
    const own = day
    day += daysOf(step)
    return own
  })
}

/** The mails of an export, to be written on. */
export const formsOfPlan = (steps: readonly Step[]): readonly StepForm[] =>
  steps.map(({ waitDays, ...step }, at) => ({ ...step, id: at + 1, waitDays: String(waitDays) }))

/** The mails of a template, to be written on. */
export const formsOfSequence = (steps: readonly SequenceStep[]): readonly StepForm[] =>
  steps.map(({ waitDays, html, variants: [first, ...others] }, at) => ({
    id: at + 1,
    subject: first?.subject ?? '',
    body: first?.body ?? '',
    others,
    html,
    waitDays: String(waitDays),
  }))

/** As an export takes them. Only for mails without problems. */
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

/** As a template keeps them. */
export const sequenceStepsOf = (steps: readonly StepForm[]): SequenceStep[] =>
  steps.map((step) => ({ waitDays: daysOf(step), html: isHtmlStep(step), variants: [...variantsOf(step)] }))

const someTag = /<(br|p|div|a|ul|ol|table|span|b|i|strong|em)\b[^<>]*>/i

/** Whether its bodies are HTML, as said or as they look. */
export const isHtmlStep = (step: StepForm): boolean =>
  step.html ?? variantsOf(step).some(({ body }) => someTag.test(body))

/** All subjects and bodies, in their order. */
export const textsOfForms = (steps: readonly StepForm[]): readonly string[] =>
  steps.flatMap((step) => variantsOf(step).flatMap(({ subject, body }) => [subject, body]))

/** `3 mails, 5 variants`; the variants only where a mail has several. */
export const sizeWords = (steps: number, variants: number): string =>
  [t.sequences.mailCount(steps), ...(variants > steps ? [t.sequences.variantCount(variants)] : [])].join(', ')
