/** Checks whether a campaign at Instantly has the copy it was given. */
import { htmlToText } from '../../inbox/html-text.ts'

type Variant = { readonly subject: string; readonly body: string }
export type SentStep = { readonly delay: number; readonly delay_unit?: string; readonly variants: readonly Variant[] }

/** `step` counts from 1, `variant` from 0. */
export type CopyDifference = {
  readonly part: 'steps' | 'delay' | 'variants' | 'subject' | 'body'
  readonly step: number
  readonly variant: number
}

const maxDifferences = 50

/**
 * Returns the differences between the steps a campaign was created with and those read back. Bodies are compared by
 * their visible text including line breaks; different tags around the same words do not count. `found`: Instantly's
 * response.
 */
export function compareCopy(sent: readonly SentStep[], found: unknown): readonly CopyDifference[] {
  const there = stepsIn(found)
  if (there.length !== sent.length)
    return [{ part: 'steps', step: Math.min(there.length, sent.length) + 1, variant: 0 }]
  const differences: CopyDifference[] = []
  for (const [at, step] of sent.entries()) {
    const other = there[at]
    if (!other) continue
    const place = (part: CopyDifference['part'], variant = 0) => differences.push({ part, step: at + 1, variant })
    // The delay of the last step is not used.
    const waits = at < sent.length - 1
    if (waits && (other.delay !== step.delay || (other.unit ?? 'days') !== (step.delay_unit ?? 'days'))) place('delay')
    if (other.variants.length !== step.variants.length) place('variants')
    for (const [variant, { subject, body }] of step.variants.entries()) {
      const back = other.variants[variant]
      if (!back) continue
      if (squeezeSpaces(back.subject) !== squeezeSpaces(subject)) place('subject', variant)
      if (visibleText(back.body) !== visibleText(body)) place('body', variant)
    }
  }
  return differences.slice(0, maxDifferences)
}

const squeezeSpaces = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const visibleText = (html: string) =>
  htmlToText(html)
    .normalize('NFC')
    .replaceAll(/[ \u00a0]+/g, ' ')
    .trim()

function stepsIn(found: unknown) {
  const sequences = fieldOf(found, 'sequences')
  const steps = fieldOf(Array.isArray(sequences) ? sequences[0] : null, 'steps')
  return (Array.isArray(steps) ? steps : []).map((step: unknown) => {
    const variants = fieldOf(step, 'variants')
    const unit = fieldOf(step, 'delay_unit')
    return {
      delay: Number(fieldOf(step, 'delay') ?? 0),
      unit: typeof unit === 'string' ? unit : null,
      variants: (Array.isArray(variants) ? variants : []).map((variant: unknown) => ({
        subject: textIn(variant, 'subject'),
        body: textIn(variant, 'body'),
      })),
    }
  })
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null

function textIn(value: unknown, key: string): string {
  const text = fieldOf(value, key)
  return typeof text === 'string' ? text : ''
}
