/**
 * Builds the shipped model from labelled replies: the weights, the calibration of its certainty, and the packed text of
 * both.
 */
import zlib from 'node:zlib'
import { isFixedForm } from '#backend/inbox/replies/classify-machine-mail.ts'
import {
  certaintyOf,
  classifyByModel,
  classifyByRules,
  factsOf,
  type ReplyFacts,
  type WeighedReply,
} from '#backend/inbox/replies/classify-reply.ts'
import { type Features, featureSpace, featuresOf } from '#backend/inbox/replies/features.ts'
import { readReply } from '#backend/inbox/replies/read-reply.ts'
import {
  type Calibration,
  outputs,
  type ReplyModel,
  replyModel,
  unpackModel,
} from '#backend/inbox/replies/reply-model.ts'
import type { RuledReply } from '#backend/inbox/replies/ruled-reply.ts'
import { replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { LabelledReply } from '../labelled-replies.ts'
import { type Example, trainModel } from './train-model.ts'

/**
 * A set of replies by one author; `known`: the rules were written with it in view, so their results on it prove
 * nothing.
 */
export type TrainingSet = { readonly name: string; readonly replies: readonly LabelledReply[]; readonly known: boolean }

type Prepared = {
  readonly set: string
  readonly reply: LabelledReply
  readonly ruled: RuledReply
  readonly facts: ReplyFacts
  readonly features: Features
  /** Training examples made from it: the original, and for some also variations. */
  readonly examples: readonly Example[]
}

const isAnswer = (subject: string) => /^\s*(?:re|aw|antw|sv|rv|tr|wg|fwd?|fw)\s*(?:\[\d+\])?\s*:/i.test(subject)

/** Weight of the additional example of a machine's mail, under a subject that says nothing. */
const UNDER_ANOTHER = 0.3

/**
 * Returns a machine's mail as many senders write it: under the subject of the mail it answers. In the sets nearly all
 * have a subject of their own, and a model that knows only these considers little else.
 */
function underAnotherSubject(reply: LabelledReply, subject: string | undefined): readonly Example[] {
  if (!reply.auto || subject === undefined || isAnswer(reply.subject)) return []
  if (isFixedForm(classifyByRules(readReply(reply)))) return []
  const read = readReply({ ...reply, subject })
  const features = featuresOf(read, classifyByRules(read))
  return [{ features, label: replyLabels.indexOf(reply.label), auto: true, weight: UNDER_ANOTHER }]
}

/** Replies the rules were written with count half, and half of them are used without the rules' result. */
function prepare(sets: readonly TrainingSet[]): readonly Prepared[] {
  return sets.flatMap(({ name, replies, known }) => {
    const answered = replies.filter(({ auto, subject }) => !auto && isAnswer(subject)).map(({ subject }) => subject)
    return replies.map((reply, at) => {
      const read = readReply(reply)
      const ruled = classifyByRules(read)
      const features = featuresOf(read, ruled)
      const shown = known ? featuresOf(read, ruled, true) : features
      const label = replyLabels.indexOf(reply.label)
      const example = { features: shown, label, auto: reply.auto, weight: known ? 0.5 : 1 }
      const more = known ? [] : underAnotherSubject(reply, answered[at % answered.length])
      return { set: name, reply, ruled, facts: factsOf(read, ruled), features, examples: [example, ...more] }
    })
  })
}

/** The most features that keep the file under 300 KB. */
const MAX_FEATURES = 22_600

/** Packs the weights of the strongest features as whole steps of 1/127 of the largest. */
function pack(weights: Float32Array, calibration: Calibration): string {
  const strength = new Float32Array(featureSpace)
  const largest = new Float32Array(outputs)
  for (let id = 0; id < featureSpace; id += 1) {
    let mean = 0
    for (let out = 0; out < outputs - 1; out += 1) mean += (weights[id * outputs + out] ?? 0) / (outputs - 1)
    for (let out = 0; out < outputs; out += 1) {
      const weight = (weights[id * outputs + out] ?? 0) - (out < outputs - 1 ? mean : 0)
      strength[id] = Math.max(strength[id] ?? 0, Math.abs(weight))
      largest[out] = Math.max(largest[out] ?? 0, Math.abs(weights[id * outputs + out] ?? 0))
    }
  }
  const least = strength.toSorted().at(-MAX_FEATURES) ?? 0
  const kept = [...strength.keys()].filter((id) => (strength[id] ?? 0) > Math.max(least, 1e-4))
  const head = Buffer.alloc(outputs * 4 + 4 + kept.length * 2)
  const scales = largest.map((most) => Math.max(most, 1e-6) / 127)
  for (const [out, scale] of scales.entries()) head.writeFloatLE(scale, out * 4)
  head.writeUInt32LE(kept.length, outputs * 4)
  for (const [row, id] of kept.entries()) {
    const gap = id - (kept[row - 1] ?? 0)
    if (gap > 65_535) throw new Error('too few features')
    head.writeUInt16LE(gap, outputs * 4 + 4 + row * 2)
  }
  const columns = new Int8Array(kept.length * outputs)
  for (let out = 0; out < outputs; out += 1) {
    for (const [row, id] of kept.entries()) {
      columns[out * kept.length + row] = Math.round((weights[id * outputs + out] ?? 0) / (scales[out] ?? 1))
    }
  }
  const bytes = Buffer.concat([head, Buffer.from(columns.buffer)])
  const packed = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } })
  return `${JSON.stringify(calibration)}\n${packed.toString('base64')}`
}

const uncalibrated: Calibration = { certainty: [0, 1, 0, 0], askFrom: 0.1, applyFrom: 0.5 }

/** One reply judged by a model that was not trained on its set. */
export type Unseen = Pick<Prepared, 'reply' | 'ruled' | 'facts'> & { readonly judged: WeighedReply }

const judge = (model: ReplyModel, { features, ruled, facts, reply }: Prepared): Unseen => {
  if (isFixedForm(ruled))
    return {
      reply,
      ruled,
      facts,
      judged: { label: ruled.label, auto: true, wish: 0, away: 0, refer: 0, signs: [1, 9, 1, 1] },
    }
  return { reply, ruled, facts, judged: classifyByModel(model, features, ruled, facts) }
}

/**
 * Seeds of the order of the examples and of the features left out; averaging several runs avoids depending on a single
 * one.
 */
const draws = [7, 8, 9]

function train(prepared: readonly Prepared[], seeds: readonly number[] = draws): Float32Array {
  const examples = prepared.filter(({ ruled }) => !isFixedForm(ruled)).flatMap((one) => one.examples)
  const mean = new Float32Array(featureSpace * outputs)
  for (const seed of seeds) {
    const weights = trainModel(examples, { outputs: outputs - 1, seed })
    for (let at = 0; at < mean.length; at += 1) mean[at] = (mean[at] ?? 0) + (weights[at] ?? 0) / seeds.length
  }
  return mean
}

/** A set the rules were not written with, and a model trained without it. */
type LeftOut = TrainingSet & { readonly model: ReplyModel; readonly prepared: readonly Prepared[] }

type LeaveOutOptions = {
  readonly calibration?: Calibration
  readonly from?: readonly Prepared[]
  readonly wanted?: (name: string) => boolean
  readonly seeds?: readonly number[]
  /**
   * Leaves sets out in this many groups: fewer models, each from fewer replies. Without it each set is left out alone.
   */
  readonly groups?: number
}

/** Returns the sets the rules were not written with, each with a model trained without it. */
export function leaveOut(
  sets: readonly TrainingSet[],
  {
    calibration = replyModel().calibration,
    from = prepare(sets),
    wanted = () => true,
    seeds = draws,
    groups,
  }: LeaveOutOptions = {},
): readonly LeftOut[] {
  const unknown = sets.filter(({ known, name }) => !known && wanted(name))
  const count = groups ?? unknown.length
  const grouped = Array.from({ length: count }, (_, group) => unknown.filter((_set, at) => at % count === group))
  // With fewer sets than groups some groups are empty and need no model.
  return grouped.flatMap((group) => {
    if (group.length === 0) return []
    const names = new Set(group.map(({ name }) => name))
    const others = from.filter(({ set }) => !names.has(set))
    const model = unpackModel(pack(train(others, seeds), calibration))
    return group.map((one) => ({ ...one, model, prepared: from.filter(({ set }) => set === one.name) }))
  })
}

const GROUPS = 6

const classifyUnseen = (sets: readonly TrainingSet[], from: readonly Prepared[]): readonly Unseen[] =>
  leaveOut(sets, { calibration: uncalibrated, from, seeds: draws.slice(0, 1), groups: GROUPS }).flatMap(
    ({ model, prepared }) => prepared.map((one) => judge(model, one)),
  )

/** Fits a logistic regression of "the label is right" on the signs, by plain gradient steps. */
function fitCertainty(unseen: readonly Unseen[]): readonly number[] {
  const weights = [0, 0.5, 0, 0]
  const right = unseen.map(({ reply, judged }) => (judged.label === reply.label ? 1 : 0))
  for (let step = 0; step < 3000; step += 1) {
    const gradient = weights.map(() => 0)
    for (const [at, { judged }] of unseen.entries()) {
      const error = certaintyOf(weights, judged.signs) - (right[at] ?? 0)
      for (const [sign, value] of judged.signs.entries()) gradient[sign] = (gradient[sign] ?? 0) + error * value
    }
    for (const [sign, slope] of gradient.entries())
      weights[sign] = (weights[sign] ?? 0) - (0.3 * slope) / Math.max(1, unseen.length)
  }
  return weights.map((weight) => Number(weight.toFixed(4)))
}

/**
 * Returns the bounds for opt-outs: above the upper one they are applied at once, with next to no mistakes. From three
 * in a hundred on the operator is asked: asking costs a key press, a missed opt-out a person.
 */
function wishBounds(unseen: readonly Unseen[]): Pick<Calibration, 'askFrom' | 'applyFrom'> {
  const persons = unseen.filter(({ judged }) => !judged.auto)
  const agreed = persons.filter(({ judged, facts }) => judged.label === 'unsubscribe' && facts.plainWish)
  const steps = Array.from({ length: 50 }, (_, at) => (at + 1) / 50)
  const wrongly = (from: number) =>
    agreed.filter(({ judged, reply }) => judged.wish >= from && !reply.unsubscribe).length
  const applyFrom = Math.max(0.5, steps.find((from) => wrongly(from) <= unseen.length * 0.0008) ?? 1)
  return { askFrom: 0.03, applyFrom }
}

/** Returns the packed model of these replies, and how each set was judged by a model not trained on it. */
export function buildModel(sets: readonly TrainingSet[]): {
  readonly packed: string
  readonly unseen: readonly Unseen[]
} {
  const prepared = prepare(sets)
  const unseen = classifyUnseen(sets, prepared)
  const calibration = { certainty: fitCertainty(unseen), ...wishBounds(unseen) }
  return { packed: pack(train(prepared), calibration), unseen }
}
