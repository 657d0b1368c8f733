import { beforeAll, describe, expect, it } from 'vitest'
import {
  type CheckedReply,
  checkCorrections,
  findSimilarReplies,
  type HeldOut,
  measureHeldOut,
} from '#backend/inbox/replies/check-corrections.ts'
import { classifyReply, classifyReplyWith } from '#backend/inbox/replies/classify-reply.ts'
import { type CorrectedReply, scorerOfCorrections, vectorOfReply } from '#backend/inbox/replies/correction-scores.ts'
import { heldOutReplies } from '#backend/inbox/replies/held-out-replies.ts'
import { replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { heldOutParts, labelledReplies, shippedParts, trainingSets } from '../../../support/labelled-replies.ts'
import { times } from '../../../support/long.ts'
import { measuredBy, packHeldOut } from '../../../support/replies/pack-held-out.ts'

const shipped = heldOutReplies()
let held: HeldOut
beforeAll(async () => {
  held = await measureHeldOut(async () => {})
})

const prepared = ({ reply, ...rest }: CorrectedReply): CheckedReply => ({
  ...rest,
  alikes: findSimilarReplies(held, vectorOfReply(reply)),
})

/** Returns which of these corrections count, their effect, and how replies are shifted by it. */
function check(corrected: readonly CorrectedReply[]) {
  const found = checkCorrections(held, corrected.map(prepared))
  return { ...found, leaning: scorerOfCorrections(corrected.filter((_one, at) => found.counts[at])) }
}

/** The product's own label for each shipped reply, computed once without corrections because it is needed often. */
const said = shipped.map((reply) => ({ reply, was: classifyReply(reply).label }))
const rightAsShipped = said.filter(({ reply, was }) => was === reply.label).length
const rightWith = (options: Parameters<typeof classifyReplyWith>[1]) =>
  shipped.filter((reply) => classifyReplyWith(reply, options).label === reply.label).length

/** Some of the correctly classified shipped replies with wrong labels: the worst possible corrections. */
const contrary = said
  .filter(({ reply, was }) => was === reply.label)
  .slice(0, 60)
  .map(({ reply }) => ({
    reply,
    label: reply.label === 'question' ? ('other' as const) : ('question' as const),
    was: reply.label,
    weight: 1,
  }))

describe('the shipped replies for measuring corrections', () => {
  const parts = shippedParts.flatMap(labelledReplies)

  it('are classified like their originals, which nothing was trained with', () => {
    const keyOf = ({ subject, text }: { subject: string; text: string }) => `${subject}\n${text}`
    const byText = new Map(parts.map((reply) => [keyOf(reply), reply]))
    expect(shipped).toHaveLength(parts.length)
    for (const reply of shipped) {
      const whole = byText.get(keyOf(reply))
      expect(whole?.label).toBe(reply.label)
      expect(whole && measuredBy(whole)).toEqual(measuredBy(reply))
    }
    const trainedWith = new Set<string>(trainingSets().map(({ name }) => name))
    expect(shippedParts.filter((part) => trainedWith.has(part) || !heldOutParts.includes(part))).toEqual([])
  })

  it('match what the training script makes of them today', () => {
    expect(heldOutReplies(packHeldOut(parts))).toEqual(shipped)
  })
})

describe('corrections', () => {
  it('are measured the way replies are classified', () => {
    const wrong = said.filter(({ reply, was }) => was !== reply.label).slice(0, 25)
    const { figures, leaning, counts } = check(wrong.map((one) => ({ ...one, label: one.reply.label, weight: 1 })))
    expect(figures).toEqual({ of: shipped.length, before: rightAsShipped, right: rightWith({ leaning }) })
    expect(figures.right).toBeGreaterThan(figures.before)
    expect(counts).toContain(true)
  })

  it('that would make the shipped replies worse do not count', () => {
    expect(rightWith({ leaning: scorerOfCorrections(contrary) })).toBeLessThan(rightAsShipped)
    const { figures, leaning, counts } = check(contrary)
    expect(counts).toContain(false)
    expect(figures.right).toBeGreaterThanOrEqual(figures.before)
    expect(rightWith({ leaning })).toBeGreaterThanOrEqual(rightAsShipped)
  })

  it('never make them worse in any number or combination', () => {
    const replies = labelledReplies('part-24-people')
    for (const turn of [1, 9, 5].slice(0, times(2, 3))) {
      const mixed = replies.slice(0, 120).map((reply, at) => ({
        reply,
        label: replyLabels[(at * turn) % replyLabels.length] ?? 'other',
        was: reply.label,
        weight: at % 2 === 0 ? 1 : 0.6,
      }))
      const { figures, leaning } = check([...mixed, ...contrary])
      expect(figures.right).toBeGreaterThanOrEqual(figures.before)
      expect(rightWith({ leaning })).toBe(figures.right)
    }
  })

  it('of other replies nearly all count, when they are right', () => {
    const others = ['part-26-usual', 'part-27-traps'] as const
    const corrected = others.flatMap(labelledReplies).map((reply) => ({
      reply,
      label: reply.label,
      was: classifyReply(reply).label,
      weight: 1,
    }))
    const { counts } = check(corrected.slice(0, 400))
    expect(counts.filter(Boolean).length).toBeGreaterThan(390)
  })
})
