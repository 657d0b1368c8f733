/** Trains the model: a multinomial logistic regression over hashed features. The same replies always give the same weights. */

import { type Features, featureSpace } from '#backend/inbox/replies/features.ts'

export type Example = {
  readonly features: Features
  readonly label: number
  readonly auto: boolean
  readonly weight?: number
}

export type TrainOptions = {
  readonly outputs: number
  readonly epochs?: number
  readonly rate?: number
  /** How strongly weights decay towards zero. */
  readonly decay?: number
  /** Weights smaller than this are nothing. */
  readonly seed?: number
  readonly drop?: number
}

/** A small seeded generator, so that the order of examples is the same each time. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

function shuffled(count: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

/** Returns the features of one reply with each id once. */
function merged({ ids, values }: Features): { readonly ids: Uint32Array; readonly values: Float32Array } {
  const sums = new Map<number, number>()
  for (const [at, id] of ids.entries()) sums.set(id, (sums.get(id) ?? 0) + (values[at] ?? 0))
  return { ids: Uint32Array.from(sums.keys()), values: Float32Array.from(sums.values()) }
}

/**
 * Trains weights of `outputs` labels and, as the last output, of "a machine wrote it", feature after feature. Steps
 * shrink per weight as its gradients add up (AdaGrad); the weights of the second half of the epochs are averaged.
 */
export function trainModel(examples: readonly Example[], options: TrainOptions): Float32Array {
  const { outputs, epochs = 12, rate = 0.08, decay = 2e-5, seed = 7, drop = 0.5 } = options
  const width = outputs + 1
  const weights = new Float32Array(featureSpace * width)
  const squares = new Float32Array(featureSpace * width).fill(0.1)
  const sum = new Float32Array(featureSpace * width)
  const docs = examples.map(({ features }) => merged(features))
  const random = createRandom(seed)
  const scores = new Float64Array(width)
  let averaged = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const index of shuffled(examples.length, random)) {
      const doc = docs[index]
      const example = examples[index]
      if (doc === undefined || example === undefined) continue
      step(thinned(doc, drop, random), example, { weights, squares, scores, width, rate, decay })
    }
    if (epoch * 2 >= epochs) {
      averaged += 1
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (weights[at] ?? 0)
    }
  }
  return sum.map((value) => value / averaged)
}

/** Drops a random part of the reply's features, different each time, so that the model depends on no single one. */
function thinned(
  doc: { readonly ids: Uint32Array; readonly values: Float32Array },
  drop: number,
  random: () => number,
) {
  if (drop === 0) return doc
  const ids = new Uint32Array(doc.ids.length)
  const values = new Float32Array(doc.ids.length)
  let count = 0
  for (let at = 0; at < ids.length; at += 1) {
    if (random() < drop) continue
    ids[count] = doc.ids[at] as number
    values[count] = (doc.values[at] as number) / (1 - drop)
    count += 1
  }
  return { ids: ids.subarray(0, count), values: values.subarray(0, count) }
}

type State = {
  readonly weights: Float32Array
  readonly squares: Float32Array
  readonly scores: Float64Array
  readonly width: number
  readonly rate: number
  readonly decay: number
}

function step(
  { ids, values }: { readonly ids: Uint32Array; readonly values: Float32Array },
  { label, auto, weight = 1 }: Example,
  { weights, squares, scores, width, rate, decay }: State,
): void {
  scores.fill(0)
  for (let at = 0; at < ids.length; at += 1) {
    const base = (ids[at] as number) * width
    const value = values[at] as number
    for (let out = 0; out < width; out += 1)
      scores[out] = (scores[out] as number) + (weights[base + out] as number) * value
  }
  let most = -Infinity
  for (let out = 0; out < width - 1; out += 1) most = Math.max(most, scores[out] as number)
  let total = 0
  for (let out = 0; out < width - 1; out += 1) total += scores[out] = Math.exp((scores[out] as number) - most)
  for (let out = 0; out < width - 1; out += 1)
    scores[out] = ((scores[out] as number) / total - (out === label ? 1 : 0)) * weight
  scores[width - 1] = (1 / (1 + Math.exp(-(scores[width - 1] as number))) - (auto ? 1 : 0)) * weight
  for (let at = 0; at < ids.length; at += 1) {
    const base = (ids[at] as number) * width
    const value = values[at] as number
    for (let out = 0; out < width; out += 1) {
      const where = base + out
      const gradient = (scores[out] as number) * value + decay * (weights[where] as number)
      squares[where] = (squares[where] as number) + gradient * gradient
      weights[where] = (weights[where] as number) - (rate * gradient) / Math.sqrt(squares[where])
    }
  }
}
