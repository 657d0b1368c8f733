/**
 * Measures how corrections change the results on the shipped held-out replies, which nothing was trained with, and
 * finds those that would make them worse. With the corrections that count, at least as many labels are right as without
 * any.
 */
import type { ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import { isFixedForm } from './classify-machine-mail.ts'
import { classifyByRules, classifyByScores, factsOf, finalLabelOf, type ReplyFacts } from './classify-reply.ts'
import {
  isSimilar,
  type PreparedCorrection,
  type SimilarCorrection,
  sumCorrectionScores,
  type Vector,
  vectorOf,
  withSimilarityTo,
} from './correction-scores.ts'
import { featuresOf } from './features.ts'
import { type HeldOutReply, heldOutReplies } from './held-out-replies.ts'
import { readReply } from './read-reply.ts'
import { replyModel, type Scores, scoreFeatures } from './reply-model.ts'
import type { RuledReply } from './ruled-reply.ts'

/** How many labels of the held-out replies are right, without and with corrections. */
export type CheckFigures = { readonly of: number; readonly before: number; readonly right: number }

/** A held-out reply, with what a correction can change about it. */
type MeasuredReply = {
  readonly label: ReplyLabel
  /** Whether its label is right without any correction. */
  readonly right: boolean
  /** Null for mail in a fixed form, which corrections do not affect. */
  readonly weighed: {
    readonly vector: Vector
    readonly scores: Scores
    readonly ruled: Pick<RuledReply, 'label' | 'auto'>
    readonly facts: ReplyFacts
    readonly words: number
  } | null
}

export type HeldOut = readonly MeasuredReply[]

function isRight(
  { label, weighed }: Pick<MeasuredReply, 'label' | 'weighed'>,
  lean: readonly number[] | null,
): boolean {
  if (weighed === null) return false
  const { scores, ruled, facts, words } = weighed
  return finalLabelOf(words, ruled, classifyByScores(scores, ruled, facts, lean)) === label
}

function measureReply(reply: HeldOutReply): MeasuredReply {
  const { label } = reply
  const read = readReply(reply)
  const ruled = classifyByRules(read)
  if (isFixedForm(ruled)) return { label, right: ruled.label === label, weighed: null }
  const features = featuresOf(read, ruled)
  const weighed = {
    vector: vectorOf(features),
    scores: scoreFeatures(replyModel(), features),
    ruled: { label: ruled.label, auto: ruled.auto },
    facts: factsOf(read, ruled),
    words: read.own.worded.words.length,
  }
  return { label, right: isRight({ label, weighed }, null), weighed }
}

/** Sorts the held-out replies in some tenths of a second. Yields to other work when `pause` is called. */
export async function measureHeldOut(pause: () => Promise<void>): Promise<HeldOut> {
  const found: MeasuredReply[] = []
  for (const reply of heldOutReplies()) {
    found.push(measureReply(reply))
    await pause()
  }
  return found
}

/** A held-out reply similar to a corrected one. */
export type SimilarReply = { readonly at: number; readonly alike: number }

export const findSimilarReplies = (held: HeldOut, vector: Vector): readonly SimilarReply[] =>
  withSimilarityTo(vector, (alikeTo) =>
    held.flatMap(({ weighed }, at) => {
      const alike = weighed === null ? 0 : alikeTo(weighed.vector)
      return isSimilar(alike) ? [{ at, alike }] : []
    }),
  )

export type CheckedReply = Omit<PreparedCorrection, 'vector'> & { readonly alikes: readonly SimilarReply[] }

/**
 * Returns for each correction, in order, whether it counts, and the figures of those that do. Earlier ones have
 * precedence: a correction that contradicts them and the held-out replies does not count.
 */
export function checkCorrections(
  held: HeldOut,
  known: readonly CheckedReply[],
): { readonly counts: readonly boolean[]; readonly figures: CheckFigures } {
  const rightNow = held.map((reply) => reply.right)
  const before = rightNow.filter(Boolean).length
  const leans = new Map<number, readonly SimilarCorrection[]>()
  let right = before
  const counts = known.map(({ alikes, label, was, weight }) => {
    const changed = alikes.flatMap(({ at, alike }) => {
      const reply = held[at]
      if (reply === undefined) return []
      const likenesses = [...(leans.get(at) ?? []), { label, was, weight, alike }]
      return [{ at, likenesses, isRight: isRight(reply, sumCorrectionScores(likenesses)) }]
    })
    const after = changed.reduce((sum, one) => sum + Number(one.isRight) - Number(rightNow[one.at]), right)
    if (after < before) return false
    right = after
    for (const one of changed) {
      leans.set(one.at, one.likenesses)
      rightNow[one.at] = one.isRight
    }
    return true
  })
  return { counts, figures: { of: held.length, before, right } }
}
