import fs from 'node:fs'
import path from 'node:path'
import type {
  IncomingReply,
  ReplyLabel,
  ReplyLanguage,
  SortedReply,
} from '#shared/domain/inbox/replies/reply-labels.ts'
import type { TrainingSet } from './replies/build-model.ts'

type Said = Pick<SortedReply, 'label' | 'unsubscribe' | 'auto' | 'returnDate' | 'referral'>

export type LabelledReply = IncomingReply & Said & { readonly language: ReplyLanguage }

const dir = path.join(import.meta.dirname, '../fixtures/replies')

/** Sets with which the rules were written and extended. */
export const knownSets = ['tuning', 'held-out', 'fresh', 'near-misses', 'plain'] as const
/** Sets written by others, without knowledge of the rules; the model is trained with them. */
export const trainingParts = [
  'part-1-en',
  'part-2-de',
  'part-3-machines-stops',
  'part-4-nl-fr',
  'part-5-es-en',
  'part-6-mixed',
  'part-7-usual',
  'part-8-traps',
  'part-9-hard',
  'part-10-usual',
  'part-11-traps',
  'part-12-indirect',
  'part-13-machines-and-moves',
  'part-14-mixed',
  'part-15-ordinary',
  'part-16-usual',
  'part-17-traps',
  'part-18-en',
  'part-19-de',
  'part-20-nl-fr',
  'part-21-es-en',
  'part-22-machines',
  'part-23-stops',
  'part-24-people',
  'part-25-referrals-dates',
  'part-30-short',
] as const
/** Also written by others, and not looked at before the model was done: never used for training or for a rule. */
export const heldOutParts = ['part-26-usual', 'part-27-traps', 'part-28-usual', 'part-29-traps'] as const
/** Also held out, but usable only for opt-out requests, because its author had other categories. */
export const wishParts = ['part-31-short'] as const
/** The app ships only those with which no bound was ever chosen: all four would make it too large. */
export const shippedParts = ['part-28-usual', 'part-29-traps'] as const

export type ReplySet =
  | (typeof knownSets)[number]
  | (typeof trainingParts)[number]
  | (typeof heldOutParts)[number]
  | (typeof wishParts)[number]

/** Returns a set of `tests/fixtures/replies`; the README there explains its labels. */
export function labelledReplies(set: ReplySet): readonly LabelledReply[] {
  const file = path.join(dir, `${set}.jsonl`)
  if (!fs.existsSync(file)) return []
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    // Files of this repository.
    const reply = JSON.parse(line) as Partial<LabelledReply> & Pick<LabelledReply, 'language' | 'label' | 'text'>
    return { subject: '', from: '', receivedAt: '2026-03-10T09:00:00Z', unsubscribe: false, auto: false, ...reply }
  })
}

/** Returns all sets the model is trained with. */
export const trainingSets = (): readonly TrainingSet[] =>
  [...knownSets, ...trainingParts].map((name) => ({
    name,
    replies: labelledReplies(name),
    known: name !== 'held-out' && (knownSets as readonly string[]).includes(name),
  }))

export type Rates = { readonly right: number; readonly claimed: number; readonly wanted: number }

/** Returns how many replies of a label there were, how many were given it, and how many of those correctly. */
export function ratesOf(
  replies: readonly LabelledReply[],
  judged: readonly Pick<SortedReply, 'label'>[],
  label: ReplyLabel,
): Rates {
  const claimed = judged.filter((one) => one.label === label).length
  const wanted = replies.filter((one) => one.label === label).length
  const right = replies.filter((one, at) => one.label === label && judged[at]?.label === label).length
  return { right, claimed, wanted }
}
