import fs from 'node:fs'
import path from 'node:path'
import type {
  IncomingReply,
  ReplyLabel,
  ReplyLanguage,
  SortedReply,
} from '#shared/domain/inbox/replies/reply-labels.ts'

export type LabelledReply = IncomingReply & Omit<SortedReply, 'reasons'> & { readonly language: ReplyLanguage }
export type ReplySet = 'tuning' | 'held-out' | 'fresh' | 'near-misses' | 'plain'

const dir = path.join(import.meta.dirname, '../fixtures/replies')

/** A set of `tests/fixtures/replies`; what its labels mean is in the README there. */
export function labelledReplies(set: ReplySet): readonly LabelledReply[] {
  const lines = fs
    .readFileSync(path.join(dir, `${set}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as LabelledReply)
}

export type Rates = { readonly right: number; readonly claimed: number; readonly wanted: number }

/** How many replies of a label there were, how many were given it, and how many of those rightly. */
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
