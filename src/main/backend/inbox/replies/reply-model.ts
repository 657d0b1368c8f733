/** The trained model: reads its weights from the packed text beside it, scores features, says which words weighed. */
import { brotliDecompressSync } from 'node:zlib'
import { replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { type Features, featureSpace } from './features.ts'
import { packedModel } from './model-data.ts'

/** What turns scores into a certainty; found on replies the weights were not trained with. */
export type Calibration = {
  /** Of: always 1, log-odds of the label, its lead over the next, whether the rules say the same. */
  readonly certainty: readonly number[]
  /** From this probability of a wish on, the operator is asked. */
  readonly askFrom: number
  /** From this on, and only where the rules see a wish too, it holds at once. */
  readonly applyFrom: number
}

export type ReplyModel = {
  /** One more than the row of a feature in `weights`; 0 for a feature without one. Small, to stay near the processor. */
  readonly rows: Uint16Array
  readonly weights: Int8Array
  /** What the labels' weights of each row add up to, scaled: a label's own weight says something beside it alone. */
  readonly sums: Float64Array
  /** What one step of each output's weights is worth. */
  readonly scales: Float32Array
  readonly calibration: Calibration
}

/** One output a label, then "a machine wrote it". */
export const outputs = replyLabels.length + 1

/** Text: calibration as JSON, a line end, the rest as base64 of brotli: scales, deltas of the features, their weights. */
export function unpackModel(packed: string): ReplyModel {
  const end = packed.indexOf('\n')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the training script beside this file
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
  // Output after output: like values lie together and pack well.
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

/** The shipped model; unpacked with the first reply. */
export const replyModel = (): ReplyModel => (loaded ??= unpackModel(packedModel))

export type Scores = {
  /** The raw score of each label, in their order. */
  readonly labels: Float64Array
  /** How likely a machine wrote it. */
  readonly auto: number
}

/** Scores of a reply's features. */
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

/** Shares of one among the labels that are allowed, in their order; 0 for the others. */
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

/** The places of the text that spoke most for a label against all labels' mean, heaviest first. */
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
