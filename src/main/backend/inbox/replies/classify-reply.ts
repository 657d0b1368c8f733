import {
  type IncomingReply,
  type ReplyLabel,
  type ReplyReason,
  replyLabels,
  type SortedReply,
} from '#shared/domain/inbox/replies/reply-labels.ts'
import { classifyMachineMail, isFixedForm, machineSigns } from './classify-machine-mail.ts'
import { classifyPersonMail } from './classify-person-mail.ts'
import { concepts } from './concepts.ts'
import { type Features, featuresOf } from './features.ts'
import { findReferral } from './find-referral.ts'
import { isOtherLanguage, likelyLanguage } from './guess-languages.ts'
import { isPlainYes } from './plain-yes.ts'
import { type ReadReply, readReply } from './read-reply.ts'
import { heaviestWords, probabilities, type ReplyModel, replyModel, type Scores, scoreFeatures } from './reply-model.ts'
import type { RuledReply } from './ruled-reply.ts'
import type { Word } from './words.ts'

export const classifyByRules = (read: ReadReply): RuledReply => classifyMachineMail(read) ?? classifyPersonMail(read)

/** Score that the operator's corrections add to each label. */
export type CorrectionScorer = (features: Features) => readonly number[] | null

/** Labels automatic mail can have. They include what a mail program sends when somebody clicks its *Unsubscribe*. */
const machineLabels: ReadonlySet<ReplyLabel> = new Set([
  'bounce',
  'unsubscribe',
  'out_of_office',
  'auto_reply',
  'referral',
  'wrong_person',
  'meeting_booked',
])
/** Labels that a person's mail cannot have. */
const onlyMachines: ReadonlySet<ReplyLabel> = new Set(['bounce', 'auto_reply'])

/** Returns for each label, in the order of `replyLabels`, whether it passes the test. */
const labelsWhere = (test: (label: ReplyLabel) => boolean): readonly boolean[] => replyLabels.map(test)
const allowedForMachines = labelsWhere((label) => machineLabels.has(label))
const allowedForPeople = labelsWhere((label) => !onlyMachines.has(label))
const allowedForPresentPeople = labelsWhere((label) => !onlyMachines.has(label) && label !== 'out_of_office')
const indexOfLabel = Object.fromEntries(replyLabels.map((label, at) => [label, at])) as Record<ReplyLabel, number>

/**
 * Result of weighing a reply: its label, the probabilities and the signs of its certainty. Training evaluates these on
 * replies the weights were not trained with.
 */
export type WeighedReply = {
  readonly label: ReplyLabel
  readonly auto: boolean
  readonly wish: number
  /** Probability that the writer is away. */
  readonly away: number
  /** Probability that somebody else is named. */
  readonly refer: number
  /** Inputs of the certainty, see `Calibration`. */
  readonly signs: readonly number[]
}

/** Topics beside an opt-out that suggest another meaning: a request, a later day, somebody else, "call me instead". */
const otherTopics = ['yes', 'request', 'later', 'booked', 'refer', 'ask', 'notWish', 'now'] as const
const otherWords =
  /^(?:until|till|before|after|instead|call|phone|ring|bis|vor|nach|stattdessen|ruf|rufen|anrufen|ruft|tot|voor|bel|bellen|jusqu|avant|apres|plutot|appelez|appelle|hasta|antes|despues|llame|llama|llamame|llameme)$/

/** Whether nothing in the reply beside the opt-out's own words speaks against applying it at once. */
function isPlainOptOut({ own }: ReadReply, ruled: RuledReply): boolean {
  if (!ruled.unsubscribe || own.worded.words.some(({ folded }) => otherWords.test(folded))) return false
  const wishes = [...own.hits('unsubscribe'), ...own.hits('bare')]
  if (wishes.length === 0) return false
  return otherTopics.every((topic) =>
    own.hits(topic).every(({ from, to }) => wishes.some((wish) => from < wish.to + 3 && to > wish.from - 3)),
  )
}

/** Facts that are certain before a reply is weighed. */
export type ReplyFacts = {
  /** The mail identifies itself as automatic. */
  readonly machine: boolean
  /** Something in the reply says that its writer is away; without it, a person's reply is not labelled so. */
  readonly away: boolean
  /** The reply is in an unknown language. */
  readonly foreign: boolean
  readonly plainWish: boolean
}

/** Least share of everyday words in a text in one of the five languages. */
const MIN_KNOWN_SHARE = 0.25

/** Returns the share of words that are everyday words in any of the five languages. */
function knownShare(words: readonly Word[]): number {
  const book = concepts()
  const known = words.filter(({ facts }) => book.ofAny(facts).length > 0)
  return known.length / Math.max(1, words.length)
}

export function factsOf(read: ReadReply, ruled: RuledReply): ReplyFacts {
  const { own } = read
  const { words } = own.worded
  return {
    machine: machineSigns(read).length > 0,
    away: ruled.label === 'out_of_office' || read.returnDay?.certain === true || own.hits('away').length > 0,
    foreign:
      words.length > 2 &&
      own.counts.size === 0 &&
      likelyLanguage(words, 1) === null &&
      knownShare(words) < MIN_KNOWN_SHARE,
    plainWish: isPlainOptOut(read, ruled),
  }
}

/** Probability from which a mail counts as automatic: of held-out replies, 5 in 100 are then a person's. */
const MACHINE_FROM = 0.5

/** Classifies features with the model, given the rules' result for the same reply. */
export const classifyByModel = (
  model: ReplyModel,
  features: Features,
  ruled: RuledReply,
  facts: ReplyFacts,
  leaning: readonly number[] | null = null,
): WeighedReply => classifyByScores(scoreFeatures(model, features), ruled, facts, leaning)

/** Classifies features whose scores are known. */
export function classifyByScores(
  { labels, auto: likelyAuto }: Scores,
  ruled: Pick<RuledReply, 'label' | 'auto'>,
  { machine, away, foreign }: ReplyFacts,
  leaning: readonly number[] | null,
): WeighedReply {
  const scores = leaning === null ? labels : labels.map((score, at) => score + (leaning[at] ?? 0))
  const auto = machine || (likelyAuto >= MACHINE_FROM && !foreign)
  if (foreign && leaning === null && !auto)
    return { label: ruled.label, auto, wish: 0, away: 0, refer: 0, signs: [1, -1, 0, 0] }
  const shares = probabilities(scores, auto ? allowedForMachines : away ? allowedForPeople : allowedForPresentPeople)
  let best = 0
  for (let at = 1; at < shares.length; at += 1) if ((shares[at] ?? 0) > (shares[best] ?? 0)) best = at
  let second = 0
  for (let at = 0; at < shares.length; at += 1) if (at !== best) second = Math.max(second, shares[at] ?? 0)
  const share = Math.min(0.9999, Math.max(0.0001, shares[best] ?? 0))
  const label = replyLabels[best] ?? 'other'
  return {
    label,
    auto,
    wish: shares[indexOfLabel.unsubscribe] ?? 0,
    away: shares[indexOfLabel.out_of_office] ?? 0,
    refer: shares[indexOfLabel.referral] ?? 0,
    signs: [1, Math.log(share / (1 - share)), share - second, label === ruled.label && auto === ruled.auto ? 1 : 0],
  }
}

export const certaintyOf = (weights: readonly number[], signs: readonly number[]): number =>
  1 / (1 + Math.exp(-signs.reduce((sum, sign, at) => sum + sign * (weights[at] ?? 0), 0)))

/** A single word is listed in the rules, so it is not weighed. */
export const finalLabelOf = (
  words: number,
  ruled: Pick<RuledReply, 'label'>,
  { label, auto }: WeighedReply,
): ReplyLabel => (words <= 1 && ruled.label !== 'other' && !auto ? ruled.label : label)

/** Returns the words with the most weight and what the rules found. */
function reasonsOf(
  read: ReadReply,
  ruled: RuledReply,
  label: ReplyLabel,
  weighed: ReturnType<typeof heaviestWords>,
): readonly ReplyReason[] {
  const { words, text } = read.own.worded
  const learned: readonly ReplyReason[] = weighed.slice(0, 3).map(({ from, to }) => ({
    rule: 'words',
    language: null,
    in: 'text',
    words: text
      .slice(words[from]?.start ?? 0, words[to - 1]?.end ?? 0)
      .replace(/\s+/g, ' ')
      .slice(0, 120),
  }))
  if (ruled.label === label) return [...ruled.reasons, ...learned]
  if (learned.length > 0) return learned
  return [{ rule: words.length === 0 ? 'no_words' : 'shape', language: null, in: 'text', words: text.slice(0, 60) }]
}

/**
 * Probability of an opt-out from which the operator is asked about automatic mail: a mail program writes such mail for
 * somebody who clicks its *Unsubscribe*, but much other automatic mail has the word in its small print.
 */
const MACHINE_ASK_FROM = 0.2

/**
 * Probability from which Instantly is informed of an uncertain opt-out at once. Of the held-out replies, 93 in 100
 * opt-outs of people reach it and 7 in 100 of their other replies; of these 24 reach the bound for asking.
 */
const LIKELY_FROM = 0.2

/** Greatest certainty in a language that neither the rules nor the model know, below the bound for a sure label. */
const MOST_IN_OTHER_LANGUAGE = 0.7

/** Probability of an absence from which a stated return day is kept, whatever else the reply says. */
const AWAY_FROM = 0.12

/** Probability of a referral from which the person named is kept, whatever else the reply says. */
const REFER_FROM = 0.12

/** Returns the person named and the return day, as far as the label calls for them. */
function detailsOfLabel(
  read: ReadReply,
  { label, auto, away, refer }: Pick<WeighedReply, 'label' | 'auto' | 'away' | 'refer'>,
  ruled: RuledReply,
): Pick<SortedReply, 'returnDate' | 'referral'> {
  const hasReturnDay = read.returnDay?.certain === true && (away >= AWAY_FROM || auto)
  const returnDate = label === 'out_of_office' || hasReturnDay ? read.returnDay?.day : ruled.returnDate
  const names = label === 'referral' || label === 'out_of_office' || refer >= REFER_FROM
  const referral =
    ruled.referral ?? (names ? findReferral(read.unquoted.worded.text, read.reply.from) : null) ?? undefined
  return {
    ...(returnDate === undefined ? {} : { returnDate }),
    ...(referral === undefined ? {} : { referral }),
  }
}

/**
 * Classifies a reply to a cold mail, offline, with rules and a model that weighs their findings. The result has the
 * label and its certainty, whether it is an opt-out that both rules and model see, whether to ask about one, whether
 * the mail is automatic, the return day of somebody away (`YYYY-MM-DD`), the person named instead, and the reasons.
 * Accepts any input; never throws.
 */
export const classifyReply = (reply: IncomingReply): SortedReply => classifyReplyWith(reply)

/** Classifies a reply with the operator's corrections, or with another model. */
export function classifyReplyWith(
  reply: IncomingReply,
  {
    leaning = () => null,
    model = replyModel(),
  }: { readonly leaning?: CorrectionScorer; readonly model?: ReplyModel } = {},
): SortedReply {
  const read = readReply(reply)
  const ruled = classifyByRules(read)
  if (isFixedForm(ruled)) return { ...ruled, certainty: 0.99, askOptOut: false, optOutLikely: ruled.unsubscribe }
  if (ruled.label === 'interested' && isPlainYes(read.own.worded.text)) {
    return { ...ruled, certainty: 0.95, askOptOut: false, optOutLikely: false }
  }
  const features = featuresOf(read, ruled)
  const facts = factsOf(read, ruled)
  const leant = leaning(features)
  const judged = classifyByModel(model, features, ruled, facts, leant)
  const { auto, wish, away, refer, signs } = judged
  const { words } = read.own.worded
  const guessed = leant === null && !auto && isOtherLanguage(words)
  const label = finalLabelOf(words.length, ruled, judged)
  const { certainty: weights, askFrom, applyFrom } = model.calibration
  const most = guessed ? MOST_IN_OTHER_LANGUAGE : 0.99
  const certainty = Math.min(most, Math.max(0.01, certaintyOf(weights, signs)))
  const unsubscribe = label === 'unsubscribe' && facts.plainWish && !guessed && wish >= applyFrom
  return {
    label,
    unsubscribe,
    askOptOut:
      !unsubscribe && (auto ? wish >= MACHINE_ASK_FROM : ruled.unsubscribe || (wish >= askFrom && words.length > 0)),
    optOutLikely: unsubscribe || ruled.unsubscribe || wish >= LIKELY_FROM,
    auto,
    certainty: Number(certainty.toFixed(3)),
    ...detailsOfLabel(read, { label, auto, away, refer }, ruled),
    reasons: reasonsOf(read, ruled, label, heaviestWords(model, features, indexOfLabel[label])),
  }
}
