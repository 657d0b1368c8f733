/** How well replies are sorted, for each label and language, on the set the rules were made with and on those they were not. */

import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import type { ReplyLabel, ReplyLanguage, SortedReply } from '#shared/domain/inbox/replies/reply-labels.ts'
import { replyLabels, replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import { type LabelledReply, labelledReplies, ratesOf } from '../../tests/support/labelled-replies.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'replies'

const share = (right: number, of: number) => (of === 0 ? null : Number((right / of).toPrecision(4)))

/** One line for a label, of one language or of all. */
function printRates(
  set: string,
  replies: readonly LabelledReply[],
  judged: readonly SortedReply[],
  label: ReplyLabel,
  language: ReplyLanguage | 'all',
): void {
  const chosen = replies.flatMap((reply, at) => {
    const sorted = judged[at]
    return sorted !== undefined && (language === 'all' || reply.language === language) ? [{ reply, sorted }] : []
  })
  const { right, claimed, wanted } = ratesOf(
    chosen.map(({ reply }) => reply),
    chosen.map(({ sorted }) => sorted),
    label,
  )
  console.log(
    JSON.stringify({
      bench,
      set,
      label,
      language,
      replies: wanted,
      precision: share(right, claimed),
      recall: share(right, wanted),
    }),
  )
}

for (const set of ['tuning', 'held-out', 'fresh', 'near-misses', 'plain'] as const) {
  const replies = labelledReplies(set)
  const judged = replies.map((reply) => classifyReply(reply))
  for (const label of replyLabels) {
    for (const language of ['all', ...replyLanguages] as const) printRates(set, replies, judged, label, language)
  }
  const rightOf = (test: (reply: LabelledReply, sorted: SortedReply) => boolean, of: readonly number[]) =>
    of.filter((at) => test(replies[at] as LabelledReply, judged[at] as SortedReply)).length / of.length
  const all = replies.map((_, at) => at)
  const where = (test: (reply: LabelledReply) => boolean) => all.filter((at) => test(replies[at] as LabelledReply))
  const name = set.replace('-', '_')
  const line = (figure: string, value: number, target: string) =>
    report({ bench, figure: `${name}_${figure}`, value, unit: 'share', target })
  line(
    'label_accuracy',
    rightOf((reply, sorted) => reply.label === sorted.label, all),
    'none',
  )
  line(
    'unsubscribe_recall',
    rightOf(
      (_, sorted) => sorted.unsubscribe,
      where(({ unsubscribe }) => unsubscribe),
    ),
    '>= 0.98',
  )
  line(
    'unsubscribe_false',
    rightOf(
      (_, sorted) => sorted.unsubscribe,
      where(({ unsubscribe }) => !unsubscribe),
    ),
    'none',
  )
  line(
    'auto_accuracy',
    rightOf((reply, sorted) => reply.auto === sorted.auto, all),
    'none',
  )
  line(
    'return_date_accuracy',
    rightOf(
      (reply, sorted) => reply.returnDate === sorted.returnDate,
      where((reply) => reply.returnDate !== undefined),
    ),
    'none',
  )
  line(
    'referral_email_accuracy',
    rightOf(
      (reply, sorted) => reply.referral?.email === sorted.referral?.email,
      where((reply) => reply.referral?.email !== undefined),
    ),
    'none',
  )
  line(
    'referral_name_accuracy',
    rightOf(
      (reply, sorted) => reply.referral?.name === sorted.referral?.name,
      where((reply) => reply.referral?.name !== undefined),
    ),
    'none',
  )
}

const timed = labelledReplies('tuning')
for (const reply of timed) classifyReply(reply)
const rounds = quick ? 3 : 30
const ms: number[] = []
const cpuBefore = process.cpuUsage()
for (let round = 0; round < rounds; round += 1) {
  for (const reply of timed) {
    const startedAt = performance.now()
    classifyReply(reply)
    ms.push(performance.now() - startedAt)
  }
}
const { user, system } = process.cpuUsage(cpuBefore)
const foldedAt = performance.now()
for (const { text } of timed)
  text
    .normalize('NFD')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
const foldMs = (performance.now() - foldedAt) / timed.length
// Processor time, as other work on the machine makes the clock tell more than the rules take.
const cpuMs = (user + system) / 1000 / ms.length
const peer = { median_wall_ms: percentile(ms, 0.5), p95_wall_ms: percentile(ms, 0.95), only_split_words_ms: foldMs }
report({ bench, figure: 'reply_cpu_ms', value: cpuMs, unit: 'ms', target: '<= 0.2', peer })
