/** Applies corrections to new replies: replies similar to a corrected one lean to its correct label. */
import { type IncomingReply, type ReplyLabel, replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { type CorrectionScorer, classifyByRules } from './classify-reply.ts'
import { type Features, featureSpace, featuresOf } from './features.ts'
import { readReply } from './read-reply.ts'

/** A reply corrected by the operator; `weight` is less than 1 for one of another client. */
export type CorrectedReply = {
  readonly reply: IncomingReply
  readonly label: ReplyLabel
  readonly was: ReplyLabel
  readonly weight: number
}

/** Below this similarity, replies only have a few words in common. */
const MIN_SIMILARITY = 0.35
/** Corrections weigh as much as a few clear words, never more, however many there are … */
const MAX_SCORE = 2.5
/** … but for a nearly identical reply the correction decides. */
const MAX_SCORE_OF_SAME = 8
const SAME_SIMILARITY = 0.7

/** Features of a reply's own text, normalised to length 1. */
export type Vector = { readonly ids: Int32Array; readonly values: Float64Array }

export function vectorOf({ ids, values, from }: Features): Vector {
  const sums = new Map<number, number>()
  for (const [at, id] of ids.entries()) {
    if ((from[at] ?? -1) >= 0) sums.set(id, (sums.get(id) ?? 0) + (values[at] ?? 0))
  }
  const length = Math.sqrt([...sums.values()].reduce((sum, value) => sum + value * value, 0)) || 1
  return { ids: Int32Array.from(sums.keys()), values: Float64Array.from(sums.values(), (value) => value / length) }
}

export function vectorOfReply(reply: IncomingReply): Vector {
  const read = readReply(reply)
  return vectorOf(featuresOf(read, classifyByRules(read)))
}

let scratch: Float64Array | undefined

/** Compares one vector with many. Each reply is compared with some hundred corrections, so no map lookups are used. */
export function withSimilarityTo<T>({ ids, values }: Vector, work: (alikeTo: (other: Vector) => number) => T): T {
  scratch ??= new Float64Array(featureSpace)
  const spread = scratch
  for (let at = 0; at < ids.length; at += 1) spread[ids[at] as number] = values[at] as number
  try {
    return work((other) => {
      let alike = 0
      for (let at = 0; at < other.ids.length; at += 1)
        alike += (other.values[at] as number) * (spread[other.ids[at] as number] as number)
      return alike
    })
  } finally {
    for (let at = 0; at < ids.length; at += 1) spread[ids[at] as number] = 0
  }
}

export const isSimilar = (alike: number): boolean => alike >= MIN_SIMILARITY

/** A corrected reply, ready for comparison. */
export type PreparedCorrection = Omit<CorrectedReply, 'reply'> & { readonly vector: Vector }

/** A correction, and how similar a reply is to it. */
export type SimilarCorrection = Pick<PreparedCorrection, 'label' | 'was' | 'weight'> & { readonly alike: number }

/** Returns the score that similar corrected replies add to each label; null if there are none. */
export function sumCorrectionScores(likenesses: readonly SimilarCorrection[]): readonly number[] | null {
  if (likenesses.length === 0) return null
  const lean = replyLabels.map(() => 0)
  let most = MAX_SCORE
  for (const { alike, label, was, weight } of likenesses) {
    const same = Math.max(0, (alike - SAME_SIMILARITY) / (1 - SAME_SIMILARITY))
    most = Math.max(most, MAX_SCORE + same * (MAX_SCORE_OF_SAME - MAX_SCORE))
    const pull = weight * ((2 * MAX_SCORE * (alike - MIN_SIMILARITY)) / (1 - MIN_SIMILARITY) + same * MAX_SCORE_OF_SAME)
    const to = replyLabels.indexOf(label)
    lean[to] = (lean[to] ?? 0) + pull
    const away = replyLabels.indexOf(was)
    if (was !== label) lean[away] = (lean[away] ?? 0) - pull
  }
  return lean.map((value) => Math.max(-most, Math.min(most, value)))
}

/** Creates a leaning from corrections, weighted by similarity. It returns null for a reply similar to none of them. */
export function createCorrectionScorer(known: readonly PreparedCorrection[]): CorrectionScorer {
  return (features) => {
    if (known.length === 0) return null
    return withSimilarityTo(vectorOf(features), (alikeTo) =>
      sumCorrectionScores(
        known.flatMap(({ vector, label, was, weight }) => {
          const alike = alikeTo(vector)
          return isSimilar(alike) ? [{ label, was, weight, alike }] : []
        }),
      ),
    )
  }
}

export const scorerOfCorrections = (corrected: readonly CorrectedReply[]): CorrectionScorer =>
  createCorrectionScorer(corrected.map(({ reply, ...rest }) => ({ ...rest, vector: vectorOfReply(reply) })))
