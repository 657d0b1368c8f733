/** The trained model: unpacks its weights, scores features, and returns the words with the most weight. */
import { brotliDecompressSync } from 'node:zlib'
import { replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { type Features, featureSpace } from './features.ts'
import { packedModel } from './model-data.ts'

/** Parameters that turn scores into a certainty, fitted on replies the weights were not trained with. */
export type Calibration = {
  /** Weights of: the constant 1, log-odds of the label, its lead over the next, whether the rules agree. */
  readonly certainty: readonly number[]
  /** Probability of an opt-out from which the operator is asked. */
  readonly askFrom: number
  /** Probability from which an opt-out applies at once, provided that the rules see one too. */
  readonly applyFrom: number
}

export type ReplyModel = {
  /** Row of each feature in `weights` plus one; 0 for none. Small, to stay in the processor's cache. */
  readonly rows: Uint16Array
  readonly weights: Int8Array
  /** Sum of each row's label weights, scaled; a label's weight is only meaningful relative to it. */
  readonly sums: Float64Array
  /** Value of one step of each output's weights. */
  readonly scales: Float32Array
  readonly calibration: Calibration
}

/** One output per label, then one for automatic mail. */
export const outputs = replyLabels.length + 1

/** Unpacks the model: calibration as JSON, a newline, then base64 of brotli with scales, feature id deltas, weights. */
export function unpackModel(packed: string): ReplyModel {
  const end = packed.indexOf('\n')
  // Written by the training script beside this file.
  const calibration = JSON.parse(packed.slice(0, end)) as Calibration
  const bytes = brotliDecompressSync(Buffer.from(packed.slice(end + 1), 'base64'))
  const scales = new Float32Array(outputs)
  for (let out = 0; out < outputs; out += 1) scales[out] = bytes.readFloatLE(out * 4)
  const count = bytes.readUInt32LE(outputs * 4)
  const rows = new Uint16Array(featureSpace)
  const deltas = outputs * 4 + 4
  let id = 0
  for (let row = 0; row < count; row += 1) {
    id += bytes.readUInt16LE(deltas + row * 2)
    rows[id] = row + 1
  }
  // Stored output by output, because similar values compress well together.
  const columns = new Int8Array(bytes.buffer, bytes.byteOffset + deltas + count * 2, count * outputs)
  const weights = new Int8Array(count * outputs)
  for (let out = 0; out < outputs; out += 1) {
    for (let row = 0; row < count; row += 1) weights[row * outputs + out] = columns[out * count + row] ?? 0
  }
  const sums = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    let sum = 0
    for (let out = 0; out < outputs - 1; out += 1)
      sum += (weights[row * outputs + out] as number) * (scales[out] as number)
    sums[row] = sum
  }
  return { rows, weights, sums, scales, calibration }
}

let loaded: ReplyModel | undefined

/** Returns the shipped model, unpacked with the first reply. */
export const replyModel = (): ReplyModel => (loaded ??= unpackModel(packedModel))

export type Scores = {
  /** Raw score of each label, in the order of `replyLabels`. */
  readonly labels: Float64Array
  /** Probability that the mail is automatic. */
  readonly auto: number
}

export function scoreFeatures({ rows, weights, scales }: ReplyModel, { ids, values }: Features): Scores {
  const sums = new Float64Array(outputs)
  for (let at = 0; at < ids.length; at += 1) {
    const row = (rows[ids[at] as number] as number) - 1
    if (row < 0) continue
    const value = values[at] as number
    const base = row * outputs
    for (let out = 0; out < outputs; out += 1)
      sums[out] = (sums[out] as number) + (weights[base + out] as number) * value
  }
  for (let out = 0; out < outputs; out += 1) sums[out] = (sums[out] as number) * (scales[out] as number)
  return { labels: sums.subarray(0, outputs - 1), auto: 1 / (1 + Math.exp(-(sums[outputs - 1] as number))) }
}

/** Returns probabilities of the allowed labels that sum to 1; 0 for the others. */
export function probabilities(scores: Float64Array, allowed: readonly boolean[]): Float64Array {
  const shares = new Float64Array(replyLabels.length)
  let most = Number.NEGATIVE_INFINITY
  for (let at = 0; at < shares.length; at += 1) if (allowed[at] === true) most = Math.max(most, scores[at] as number)
  let sum = 0
  for (let at = 0; at < shares.length; at += 1) {
    if (allowed[at] !== true) continue
    const share = Math.exp((scores[at] as number) - most)
    shares[at] = share
    sum += share
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] as number) / sum
  return shares
}

export type WeighedWords = { readonly from: number; readonly to: number; readonly weight: number }

/** Returns the places of the text that favoured a label most compared with the mean of all labels, heaviest first. */
export function heaviestWords(
  { rows, weights, sums, scales }: ReplyModel,
  { ids, values, from, to }: Features,
  label: number,
): readonly WeighedWords[] {
  const scale = scales[label] as number
  let words = 0
  for (let at = 0; at < to.length; at += 1) words = Math.max(words, to[at] as number)
  const byWord = new Float64Array(words)
  for (let at = 0; at < ids.length; at += 1) {
    const row = (rows[ids[at] as number] as number) - 1
    const start = from[at] as number
    if (row < 0 || start < 0) continue
    const own = (weights[row * outputs + label] as number) * scale
    const end = to[at] as number
    const each = ((own - (sums[row] as number) / (outputs - 1)) * (values[at] as number)) / (end - start)
    for (let word = start; word < end; word += 1) byWord[word] = (byWord[word] as number) + each
  }
  const found: { from: number; to: number; weight: number }[] = []
  for (let word = 0; word < byWord.length; word += 1) {
    const weight = byWord[word] as number
    if (weight <= 0.02) continue
    const last = found.at(-1)
    if (last !== undefined && last.to === word && last.to - last.from < 5) {
      last.to = word + 1
      last.weight += weight
    } else found.push({ from: word, to: word + 1, weight })
  }
  return found.toSorted((one, other) => other.weight - one.weight)
}
