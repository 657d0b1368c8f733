/** What corrections do to replies to come: those like a corrected one lean to its right label. */
import { type IncomingReply, type ReplyLabel, replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { classifyByRules, type Leaning } from './classify-reply.ts'
import { type Features, featuresOf } from './features.ts'
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

type Vector = ReadonlyMap<number, number>

/** What stands in the own text, as long as 1 altogether. */
function vectorOf({ ids, values, from }: Features): Vector {
  const sums = new Map<number, number>()
  for (const [at, id] of ids.entries()) {
    if ((from[at] ?? -1) >= 0) sums.set(id, (sums.get(id) ?? 0) + (values[at] ?? 0))
  }
  const length = Math.sqrt([...sums.values()].reduce((sum, value) => sum + value * value, 0)) || 1
  return new Map([...sums].map(([id, value]) => [id, value / length]))
}

/** Leans to what was corrected before, by how alike the replies are; null for a reply like none of them. */
export function leaningOf(corrected: readonly CorrectedReply[]): Leaning {
  const known = corrected.map(({ reply, ...rest }) => {
    const read = readReply(reply)
    return { ...rest, vector: [...vectorOf(featuresOf(read, classifyByRules(read)))] }
  })
  return (features) => {
    if (known.length === 0) return null
    const vector = vectorOf(features)
    const lean = replyLabels.map(() => 0)
    let most = MOST
    let some = false
    for (const { vector: other, label, was, weight } of known) {
      let alike = 0
      for (const [id, value] of other) alike += value * (vector.get(id) ?? 0)
      if (alike < LEAST_ALIKE) continue
      some = true
      const same = Math.max(0, (alike - SAME) / (1 - SAME))
      most = Math.max(most, MOST + same * (MOST_OF_SAME - MOST))
      const pull = weight * ((2 * MOST * (alike - LEAST_ALIKE)) / (1 - LEAST_ALIKE) + same * MOST_OF_SAME)
      const to = replyLabels.indexOf(label)
      lean[to] = (lean[to] ?? 0) + pull
      const away = replyLabels.indexOf(was)
      if (was !== label) lean[away] = (lean[away] ?? 0) - pull
    }
    return some ? lean.map((value) => Math.max(-most, Math.min(most, value))) : null
  }
}
