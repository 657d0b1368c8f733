/**
 * Measures what corrections do to the shipped replies nothing was trained with, and says which would make them worse: with
 * those that count at least as many labels are right as without any.
 */
import type { ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import { isFixedForm } from './classify-machine-mail.ts'
import { classifyByRules, classifyByScores, type Facts, factsOf, labelOf } from './classify-reply.ts'
import { featuresOf } from './features.ts'
import { type HeldOutReply, heldOutReplies } from './held-out-replies.ts'
import { comparing, isAlike, type KnownReply, type Likeness, leanOf, type Vector, vectorOf } from './leaning.ts'
import { readReply } from './read-reply.ts'
import { replyModel, type Scores, scoreFeatures } from './reply-model.ts'
import type { RuledReply } from './ruled-reply.ts'

/** How many labels of the replies held out are right, without and with what was corrected. */
export type CheckFigures = { readonly of: number; readonly before: number; readonly right: number }

/** A reply held out, as far as a correction can change what is said of it. */
type Measured = {
  readonly label: ReplyLabel
  /** Without any correction. */
  readonly right: boolean
  /** Null for mail of a fixed form: nothing leans there. */
  readonly weighed: {
    readonly vector: Vector
    readonly scores: Scores
    readonly ruled: Pick<RuledReply, 'label' | 'auto'>
    readonly facts: Facts
    readonly words: number
  } | null
}

export type HeldOut = readonly Measured[]

function isRight({ label, weighed }: Pick<Measured, 'label' | 'weighed'>, lean: readonly number[] | null): boolean {
  if (weighed === null) return false
  const { scores, ruled, facts, words } = weighed
  return labelOf(words, ruled, classifyByScores(scores, ruled, facts, lean)) === label
}

function measure(reply: HeldOutReply): Measured {
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

/** Takes some tenths of a second altogether, with room for others whenever `pause` is asked. */
export async function measureHeldOut(pause: () => Promise<void>): Promise<HeldOut> {
  const found: Measured[] = []
  for (const reply of heldOutReplies()) {
    found.push(measure(reply))
    await pause()
  }
  return found
}

/** A reply held out that a corrected one is like. */
export type Alike = { readonly at: number; readonly alike: number }

export const alikeOnes = (held: HeldOut, vector: Vector): readonly Alike[] =>
  comparing(vector, (alikeTo) =>
    held.flatMap(({ weighed }, at) => {
      const alike = weighed === null ? 0 : alikeTo(weighed.vector)
      return isAlike(alike) ? [{ at, alike }] : []
    }),
  )

export type CheckedReply = Omit<KnownReply, 'vector'> & { readonly alikes: readonly Alike[] }

/**
 * Of each correction, in their order, whether it counts, and what those do. The first come first: one that contradicts them
 * and the replies held out does not count.
 */
export function checkCorrections(
  held: HeldOut,
  known: readonly CheckedReply[],
): { readonly counts: readonly boolean[]; readonly figures: CheckFigures } {
  const rightNow = held.map((reply) => reply.right)
  const before = rightNow.filter(Boolean).length
  const leans = new Map<number, readonly Likeness[]>()
  let right = before
  const counts = known.map(({ alikes, label, was, weight }) => {
    const changed = alikes.flatMap(({ at, alike }) => {
      const reply = held[at]
      if (reply === undefined) return []
      const likenesses = [...(leans.get(at) ?? []), { label, was, weight, alike }]
      return [{ at, likenesses, isRight: isRight(reply, leanOf(likenesses)) }]
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
