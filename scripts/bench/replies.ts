/**
 * Benchmarks what classifying a reply costs and how often it is right on held-out replies, against a plain list of
 * regular expressions and a naive Bayes from a library in the same run. For every figure by label and language see `npm
 * run replies:measure`.
 */
// @ts-expect-error -- has no types of its own
import naiveBayes from 'bayes'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { packedModel } from '#backend/inbox/replies/model-data.ts'
import { unpackModel } from '#backend/inbox/replies/reply-model.ts'
import type { ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import {
  heldOutParts,
  type LabelledReply,
  labelledReplies,
  trainingSets,
} from '../../tests/support/labelled-replies.ts'
import { awkwardPieces } from '../../tests/support/replies/awkward-pieces.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'replies'

/** A list someone could write in an afternoon; the first match wins. */
const expressions: readonly (readonly [ReplyLabel, RegExp])[] = [
  ['bounce', /undeliver|delivery (?:has )?failed|mailer-daemon|unzustellbar|returned mail/i],
  [
    'out_of_office',
    /out of (?:the )?office|automatic reply|abwesen|im urlaub|afwezig|absen(?:t|ce)|fuera de la oficina/i,
  ],
  ['auto_reply', /no-?reply|ticket|we have received your|eingegangen|ontvangen|bien reçu|hemos recibido/i],
  [
    'unsubscribe',
    /unsubscribe|remove me|stop emailing|abmelden|keine e?-?mails? mehr|uitschrijven|désabonn|désinscri|de baja/i,
  ],
  ['meeting_booked', /accepted:|booked|confirmed|see you (?:on|at)|zugesagt|bis dann|tot dan/i],
  [
    'referral',
    /please contact|speak to|reach out to|wenden sie sich|neem contact op met|contactez|póngase en contacto/i,
  ],
  ['wrong_person', /wrong person|not responsible|nicht zuständig|verkeerde|mauvaise personne|equivocad/i],
  ['not_now', /not (?:right )?now|next (?:year|quarter)|später|later|plus tard|más adelante/i],
  [
    'not_interested',
    /not interested|no thank|kein(?:e)? (?:bedarf|interesse)|geen interesse|pas intéressé|no me interesa/i,
  ],
  ['interested', /interested|sounds good|tell me more|interessant|gerne|graag|intéress|me interesa/i],
  ['question', /\?/],
]
const byExpressions = ({ subject, from, text }: LabelledReply): ReplyLabel => {
  const whole = `${subject}\n${from}\n${text}`
  return expressions.find(([, expression]) => expression.test(whole))?.[0] ?? 'other'
}

type Bayes = { learn(text: string, label: string): Promise<void>; categorize(text: string): Promise<string> }
// The format its page describes.
const library = (naiveBayes as () => Bayes)()
for (const { replies } of trainingSets())
  for (const { subject, text, label } of replies) await library.learn(`${subject} ${text}`, label)

const rightOf = async (
  replies: readonly LabelledReply[],
  judge: (reply: LabelledReply) => string | Promise<string>,
) => {
  let right = 0
  for (const reply of replies) if ((await judge(reply)) === reply.label) right += 1
  return right / Math.max(1, replies.length)
}

const loads = Array.from({ length: quick ? 3 : 15 }, () => {
  const startedAt = performance.now()
  unpackModel(packedModel)
  return performance.now() - startedAt
})
report({ bench, figure: 'model_load_ms', value: percentile(loads, 0.5), unit: 'ms', target: '<= 20' })

for (const set of heldOutParts) {
  const replies = labelledReplies(set)
  // Held back until the model is done.
  if (replies.length === 0) continue
  report({
    bench,
    figure: `${set.replaceAll('-', '_')}_label_right`,
    value: await rightOf(replies, (reply) => classifyReply(reply).label),
    unit: 'share',
    target: set.endsWith('-usual') ? '>= 0.92' : '>= 0.85',
    peer: {
      regex_list: await rightOf(replies, byExpressions),
      naive_bayes: await rightOf(replies, ({ subject, text }) => library.categorize(`${subject} ${text}`)),
    },
  })
}

/** Returns the processor time per reply in ms; elapsed time would include other load on the machine. */
async function cpuOf<T>(replies: readonly T[], judge: (reply: T) => unknown): Promise<number> {
  for (const reply of replies) await judge(reply)
  const rounds = quick ? 2 : 10
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round += 1) for (const reply of replies) await judge(reply)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / rounds / replies.length
}

const timed = [...heldOutParts, 'part-7-usual' as const, 'part-8-traps' as const].flatMap((set) => labelledReplies(set))
report({
  bench,
  figure: 'reply_cpu_ms',
  value: await cpuOf(timed, classifyReply),
  unit: 'ms',
  target: '<= 0.2',
  peer: {
    regex_list: await cpuOf(timed, byExpressions),
    naive_bayes: await cpuOf(timed, ({ subject, text }) => library.categorize(`${subject} ${text}`)),
  },
})

const shortLength = 3_000
/** The classifier reads at most this many characters of a reply. */
const longLength = 24_000
const growths: { readonly piece: string; readonly growth: number }[] = []
for (const [at, piece] of awkwardPieces.entries()) {
  const mixed = `${piece.repeat(40)} ${labelledReplies('part-8-traps')[at]?.text ?? ''} `
  const timeOf = async (length: number) => {
    const text = mixed.repeat(Math.ceil(length / mixed.length)).slice(0, length)
    const reply = { subject: 'Re: hi', from: 'tom@acme.example', text, receivedAt: '2026-03-10T09:00:00Z' }
    return cpuOf([reply], classifyReply)
  }
  const short = Math.max(0.05, await timeOf(shortLength))
  growths.push({ piece, growth: (await timeOf(longLength)) / short / (longLength / shortLength) })
}
const worst = growths.toSorted((a, b) => b.growth - a.growth)[0]
report({
  bench,
  figure: 'reply_growth',
  value: worst?.growth ?? Number.NaN,
  unit: `times the time a letter, 24,000 letters beside 3,000 (worst piece: ${JSON.stringify(worst?.piece)})`,
  target: '<= 1.5',
})
