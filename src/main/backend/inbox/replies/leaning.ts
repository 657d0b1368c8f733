/** What corrections do to replies to come: those like a corrected one lean to its right label. */
import { type IncomingReply, type ReplyLabel, replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { classifyByRules, type Leaning } from './classify-reply.ts'
import { type Features, featureSpace, featuresOf } from './features.ts'
import { readReply } from './read-reply.ts'

/** A reply the operator judged; `weight` less than 1 for one of another client. */
export type CorrectedReply = {
  readonly reply: IncomingReply
  readonly label: ReplyLabel
  readonly was: ReplyLabel
  readonly weight: number
}

/** Below this they have words in common and nothing else. */
const LEAST_ALIKE = 0.35
/** A correction weighs as much as a few clear words, never more, however often it was made … */
const MOST = 2.5
/** … but of what is all but the same reply it has the last word. */
const MOST_OF_SAME = 8
const SAME = 0.7

/** What stands in the own text of a reply, as long as 1 altogether. */
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

let room: Float64Array | undefined

/** Compares one vector with many: some hundred corrections are compared with each reply, so nothing is looked up in a map. */
export function comparing<T>({ ids, values }: Vector, work: (alikeTo: (other: Vector) => number) => T): T {
  room ??= new Float64Array(featureSpace)
  const spread = room
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

export const isAlike = (alike: number): boolean => alike >= LEAST_ALIKE

/** A corrected reply, ready to be compared. */
export type KnownReply = Omit<CorrectedReply, 'reply'> & { readonly vector: Vector }

/** Something corrected, and how alike a reply is to it. */
export type Likeness = Pick<KnownReply, 'label' | 'was' | 'weight'> & { readonly alike: number }

/** What a reply leans to by the corrected ones it is like; null where there are none. */
export function leanOf(likenesses: readonly Likeness[]): readonly number[] | null {
  if (likenesses.length === 0) return null
  const lean = replyLabels.map(() => 0)
  let most = MOST
  for (const { alike, label, was, weight } of likenesses) {
    const same = Math.max(0, (alike - SAME) / (1 - SAME))
    most = Math.max(most, MOST + same * (MOST_OF_SAME - MOST))
    const pull = weight * ((2 * MOST * (alike - LEAST_ALIKE)) / (1 - LEAST_ALIKE) + same * MOST_OF_SAME)
    const to = replyLabels.indexOf(label)
    lean[to] = (lean[to] ?? 0) + pull
    const away = replyLabels.indexOf(was)
    if (was !== label) lean[away] = (lean[away] ?? 0) - pull
  }
  return lean.map((value) => Math.max(-most, Math.min(most, value)))
}

/** Leans to what was corrected before, by how alike the replies are; null for a reply like none of them. */
export function leaningTo(known: readonly KnownReply[]): Leaning {
  return (features) => {
    if (known.length === 0) return null
    return comparing(vectorOf(features), (alikeTo) =>
      leanOf(
        known.flatMap(({ vector, label, was, weight }) => {
          const alike = alikeTo(vector)
          return isAlike(alike) ? [{ label, was, weight, alike }] : []
        }),
      ),
    )
  }
}

export const leaningOf = (corrected: readonly CorrectedReply[]): Leaning =>
  leaningTo(corrected.map(({ reply, ...rest }) => ({ ...rest, vector: vectorOfReply(reply) })))
