/** A sequence as stored in the library and in files. */
import { z } from 'zod'
import { oneLine } from '../../core/one-line.ts'
import { typedName } from '../../core/typed-name.ts'
import { findBrokenBraces } from './read-copy.ts'

export const copyVariant = z.object({ subject: z.string().max(1000).overwrite(oneLine), body: z.string().max(50_000) })
export type CopyVariant = z.output<typeof copyVariant>

/** One email. `waitDays` is the time before the NEXT one, as at Instantly; an empty subject continues the thread. */
export const sequenceStep = z.object({
  waitDays: z.number().int().min(0).max(365),
  /** Whether the bodies are written as HTML rather than plain text. */
  html: z.boolean(),
  /** A, B, …: each lead gets one of them. */
  variants: z.array(copyVariant).min(1).max(26),
})
export type SequenceStep = z.output<typeof sequenceStep>
export const sequenceSteps = z.array(sequenceStep).min(1).max(20)

export const sequenceLanguages = ['en', 'de', 'nl'] as const
export type SequenceLanguage = (typeof sequenceLanguages)[number]

/** A template's description. `language` and `industry` are the operator's own categories. */
export const sequenceBody = z.object({
  name: typedName(120),
  language: z.enum(sequenceLanguages).nullable(),
  industry: z.string().trim().max(60),
  steps: sequenceSteps,
})
export type SequenceBody = z.output<typeof sequenceBody>

/** Returns all texts of a sequence, in order. */
export const textsOfSteps = (steps: readonly Pick<SequenceStep, 'variants'>[]): readonly string[] =>
  steps.flatMap((step) => step.variants.flatMap(({ subject, body }) => [subject, body]))

/** A problem that a sequence would cause at Instantly or for its readers. `step` counts from 1, `variant` from 0. */
export type SequenceTrap = {
  readonly kind: 'no_first_subject' | 'body_empty' | 'no_wait' | 'braces' | 'no_opt_out' | 'new_thread' | 'placeholder'
  readonly step: number
  readonly variant: number
  readonly text: string
}

/** Text of a template for its user to fill in: `[your offer]`. Links and numbers in brackets do not count. */
const placeholder = /\[\p{L}[^\]\n[(]{1,60}\](?!\()/u

const optOut =
  /unsubscribe|opt[ -]?out|not (?:to )?(?:hear|interested)|(?:no|stop) (?:more|further)|not (?:write|contact|e-?mail) (?:you )?again|abmeld|kein interesse|nicht mehr|nicht (?:wieder|erneut)|keine weiteren|austragen|afmeld|geen interesse|niet (?:meer|weer)|uitschrijv/i

/** Returns the number of first emails that do not say how to opt out; emails without text are not counted. */
export const countWithoutOptOut = (steps: readonly Pick<SequenceStep, 'variants'>[]): number =>
  (steps[0]?.variants ?? []).filter(({ body }) => body.trim() !== '' && !optOut.test(body)).length

/** Returns the potential problems of these steps, in order. None of them prevents saving. */
export function findSequenceTraps(
  steps: readonly Pick<SequenceStep, 'variants' | 'waitDays'>[],
): readonly SequenceTrap[] {
  const found: SequenceTrap[] = []
  steps.forEach((step, at) => {
    step.variants.forEach(({ subject, body }, variant) => {
      const trap = (kind: SequenceTrap['kind'], text = '') => found.push({ kind, step: at + 1, variant, text })
      if (at === 0 && subject.trim() === '') trap('no_first_subject')
      if (at > 0 && subject.trim() !== '') trap('new_thread')
      if (body.trim() === '') trap('body_empty')
      const broken = [...findBrokenBraces(subject), ...findBrokenBraces(body)][0]
      if (broken) trap('braces', broken.text)
      const open = placeholder.exec(`${subject}\n${body}`)
      if (open) trap('placeholder', open[0])
      if (at === 0 && body.trim() !== '' && !optOut.test(body)) trap('no_opt_out')
    })
    if (at < steps.length - 1 && step.waitDays === 0)
      found.push({ kind: 'no_wait', step: at + 1, variant: 0, text: '' })
  })
  return found
}
