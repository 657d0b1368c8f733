/** A sequence as it is kept in the library and in files. */
import { z } from 'zod'
import { oneLine } from '../../core/one-line.ts'
import { brokenBraces } from './read-copy.ts'

export const copyVariant = z.object({ subject: z.string().max(1000).overwrite(oneLine), body: z.string().max(50_000) })
export type CopyVariant = z.output<typeof copyVariant>

/** One mail. `waitDays` is the time before the NEXT one, as Instantly counts it; an empty subject keeps the thread. */
export const sequenceStep = z.object({
  waitDays: z.number().int().min(0).max(365),
  /** The bodies are HTML as it is written; else plain text. */
  html: z.boolean(),
  /** A, B, … : each lead gets one. */
  variants: z.array(copyVariant).min(1).max(26),
})
export type SequenceStep = z.output<typeof sequenceStep>
export const sequenceSteps = z.array(sequenceStep).min(1).max(20)

export const sequenceLanguages = ['en', 'de', 'nl'] as const
export type SequenceLanguage = (typeof sequenceLanguages)[number]

/** What a template says about itself. `language` and `industry` are the operator's own order. */
export const sequenceBody = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.enum(sequenceLanguages).nullable(),
  industry: z.string().trim().max(60),
  steps: sequenceSteps,
})
export type SequenceBody = z.output<typeof sequenceBody>

/** All texts of a sequence, in their order. */
export const textsOfSteps = (steps: readonly Pick<SequenceStep, 'variants'>[]): readonly string[] =>
  steps.flatMap((step) => step.variants.flatMap(({ subject, body }) => [subject, body]))

/** What goes wrong with a sequence at Instantly, or with its readers. `step` from 1, `variant` from 0. */
export type SequenceTrap = {
  readonly kind: 'no_first_subject' | 'body_empty' | 'no_wait' | 'braces' | 'no_opt_out' | 'new_thread' | 'placeholder'
  readonly step: number
  readonly variant: number
  readonly text: string
}

/** What the writer of a template left for whoever uses it: `[your offer]`. Links and figures in brackets are none. */
const placeholder = /\[\p{L}[^\]\n[(]{1,60}\](?!\()/u

const optOut =
  /unsubscribe|opt[ -]?out|not (?:to )?(?:hear|interested)|(?:no|stop) (?:more|further)|not (?:write|contact|e-?mail) (?:you )?again|abmeld|kein interesse|nicht mehr|nicht (?:wieder|erneut)|keine weiteren|austragen|afmeld|geen interesse|niet (?:meer|weer)|uitschrijv/i

/** First mails that do not say how to get no more of them; mails without text are not counted. */
export const withoutOptOut = (steps: readonly Pick<SequenceStep, 'variants'>[]): number =>
  (steps[0]?.variants ?? []).filter(({ body }) => body.trim() !== '' && !optOut.test(body)).length

/** What to mind in these steps, in their order. None of it stops anybody from saving. */
export function trapsOf(steps: readonly Pick<SequenceStep, 'variants' | 'waitDays'>[]): readonly SequenceTrap[] {
  const found: SequenceTrap[] = []
  steps.forEach((step, at) => {
    step.variants.forEach(({ subject, body }, variant) => {
      const trap = (kind: SequenceTrap['kind'], text = '') => found.push({ kind, step: at + 1, variant, text })
      if (at === 0 && subject.trim() === '') trap('no_first_subject')
      if (at > 0 && subject.trim() !== '') trap('new_thread')
      if (body.trim() === '') trap('body_empty')
      const broken = [...brokenBraces(subject), ...brokenBraces(body)][0]
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
