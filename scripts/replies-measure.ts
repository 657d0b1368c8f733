/**
 * `npm run replies:measure [SET …]`: measures how well replies are classified, by set, language, label and certainty.
 * Without names: the held-out sets, by the shipped model. `--unseen`: every training part, or those named, by a model
 * not trained on it (some seconds each). `--picture`: draws the certainty against the share that was right, for the
 * docs.
 */
import fs from 'node:fs'
import path from 'node:path'
import { classifyReply, classifyReplyWith } from '#backend/inbox/replies/classify-reply.ts'
import { replyLabels, replyLanguages, type SortedReply } from '#shared/domain/inbox/replies/reply-labels.ts'
import {
  heldOutParts,
  type LabelledReply,
  labelledReplies,
  type ReplySet,
  ratesOf,
  trainingSets,
  wishParts,
} from '../tests/support/labelled-replies.ts'
import { leaveOut } from '../tests/support/replies/build-model.ts'

type Pair = { readonly reply: LabelledReply; readonly sorted: SortedReply }

const share = (pairs: readonly Pair[], right: (pair: Pair) => boolean): number | null =>
  pairs.length === 0 ? null : Number((pairs.filter(right).length / pairs.length).toFixed(4))
const isRight = ({ reply, sorted }: Pair) => reply.label === sorted.label
const surest = (pairs: readonly Pair[], part: number) =>
  pairs
    .toSorted((one, other) => other.sorted.certainty - one.sorted.certainty)
    .slice(0, Math.round(pairs.length * part))
const sameName = (one: string | undefined, other: string | undefined) =>
  (one ?? '')
    .toLowerCase()
    .replace(/^(?:mr|mrs|ms|dr|herrn?|frau|mme|mevrouw|dhr|sra?)\.? /, '')
    .trim() ===
  (other ?? '')
    .toLowerCase()
    .replace(/^(?:mr|mrs|ms|dr|herrn?|frau|mme|mevrouw|dhr|sra?)\.? /, '')
    .trim()

/** Prints one line per figure, like the benches. */
const linesOf = (set: string) => (figure: string, value: number | null, of: number) =>
  console.log(JSON.stringify({ set, figure, value, of }))

/** Measures the handling of opt-out requests. */
function measureWishes(name: string, pairs: readonly Pair[]): void {
  const wishes = pairs.filter(({ reply }) => reply.unsubscribe)
  const others = pairs.filter(({ reply }) => !reply.unsubscribe)
  const line = linesOf(name)
  line(
    'wish_applied_or_asked',
    share(wishes, ({ sorted }) => sorted.unsubscribe || sorted.askOptOut),
    wishes.length,
  )
  line(
    'wish_applied',
    share(wishes, ({ sorted }) => sorted.unsubscribe),
    wishes.length,
  )
  line(
    'wish_applied_wrongly',
    share(pairs, ({ reply, sorted }) => sorted.unsubscribe && !reply.unsubscribe),
    pairs.length,
  )
  line(
    'asked_without_a_wish',
    share(others, ({ sorted }) => sorted.askOptOut),
    others.length,
  )
  line(
    'wish_told_at_once',
    share(wishes, ({ sorted }) => sorted.optOutLikely),
    wishes.length,
  )
  line(
    'told_without_a_wish',
    share(others, ({ sorted }) => sorted.optOutLikely),
    others.length,
  )
}

/** Measures everything for a set. */
function measure(name: string, pairs: readonly Pair[]): void {
  if (pairs.length === 0) return
  const line = linesOf(name)
  line('label_right', share(pairs, isRight), pairs.length)
  for (const part of [0.4, 0.6, 0.8]) {
    const sure = surest(pairs, part)
    line(`label_right_surest_${part * 100}`, share(sure, isRight), sure.length)
  }
  measureWishes(name, pairs)
  const machines = pairs.filter(({ reply }) => reply.auto)
  const said = pairs.filter(({ sorted }) => sorted.auto)
  line(
    'automatic_recall',
    share(machines, ({ sorted }) => sorted.auto),
    machines.length,
  )
  line(
    'automatic_precision',
    share(said, ({ reply }) => reply.auto),
    said.length,
  )
  const dated = pairs.filter(({ reply }) => reply.returnDate !== undefined)
  line(
    'return_date',
    share(dated, ({ reply, sorted }) => reply.returnDate === sorted.returnDate),
    dated.length,
  )
  const named = pairs.filter(({ reply }) => reply.referral?.name !== undefined && reply.label === 'referral')
  line(
    'referral_name',
    share(named, ({ reply, sorted }) => sameName(reply.referral?.name, sorted.referral?.name)),
    named.length,
  )
  const addressed = pairs.filter(({ reply }) => reply.referral?.email !== undefined)
  line(
    'referral_address',
    share(addressed, ({ reply, sorted }) => reply.referral?.email === sorted.referral?.email),
    addressed.length,
  )
  for (const language of replyLanguages) {
    const of = pairs.filter(({ reply }) => reply.language === language)
    line(`label_right_${language}`, share(of, isRight), of.length)
  }
  for (const label of replyLabels) {
    const rates = ratesOf(
      pairs.map(({ reply }) => reply),
      pairs.map(({ sorted }) => sorted),
      label,
    )
    line(
      `${label}_precision`,
      rates.claimed === 0 ? null : Number((rates.right / rates.claimed).toFixed(3)),
      rates.claimed,
    )
    line(`${label}_recall`, rates.wanted === 0 ? null : Number((rates.right / rates.wanted).toFixed(3)), rates.wanted)
  }
  for (const { from, to, of, right, said: certainty } of steps(pairs))
    console.log(JSON.stringify({ set: name, figure: `certainty_${from}_to_${to}`, replies: of, certainty, right }))
}

/** Returns ten steps of certainty with the share that was right in each. */
function steps(pairs: readonly Pair[]) {
  return Array.from({ length: 10 }, (_, at) => at / 10).flatMap((from) => {
    const to = Number((from + 0.1).toFixed(1))
    const of = pairs.filter(({ sorted }) => sorted.certainty >= from && sorted.certainty < to)
    if (of.length === 0) return []
    const said = of.reduce((sum, { sorted }) => sum + sorted.certainty, 0) / of.length
    return [{ from, to, of: of.length, said: Number(said.toFixed(3)), right: share(of, isRight) ?? 0 }]
  })
}

/**
 * Draws the calibration curve: a circle for each step, sized by its number of replies; on the diagonal the certainty is
 * accurate.
 */
function picture(pairs: readonly Pair[], title: string): string {
  const x = (value: number) => (60 + value * 380).toFixed(1)
  const y = (value: number) => (440 - value * 380).toFixed(1)
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const axis = ticks.map(
    (tick) =>
      `<path d="M${x(tick)} 440V60M60 ${y(tick)}H440" stroke="#8884" fill="none"/><text x="${x(tick)}" y="460" text-anchor="middle">${tick * 100} %</text><text x="50" y="${y(tick)}" text-anchor="end" dominant-baseline="middle">${tick * 100} %</text>`,
  )
  const circles = steps(pairs).map(
    ({ said, right, of }) =>
      `<circle cx="${x(said)}" cy="${y(right)}" r="${(3 + 14 * Math.sqrt(of / pairs.length)).toFixed(1)}" fill="#2f6fde" fill-opacity=".75"><title>${of} replies</title></circle>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 500" font-family="sans-serif" font-size="13" fill="#777"><text x="60" y="36" font-size="15">${title}</text>${axis.join('')}<path d="M60 440L440 60" stroke="#777" stroke-dasharray="5 5"/>${circles.join('')}<text x="250" y="488" text-anchor="middle">across: certainty of the model; up: share of labels that were right</text></svg>\n`
}

const judged = (replies: readonly LabelledReply[]): readonly Pair[] =>
  replies.map((reply) => ({ reply, sorted: classifyReply(reply) }))

function draw(pairs: readonly Pair[], title: string): void {
  fs.writeFileSync(path.join(import.meta.dirname, '../docs/replies-certainty.svg'), picture(pairs, title))
}

const flags = process.argv.slice(2)
// A wrong name reads no file and is reported.
const names = flags.filter((flag) => !flag.startsWith('--')) as ReplySet[]
if (flags.includes('--unseen')) {
  const all: Pair[] = []
  const wanted = (name: string) => names.length === 0 || (names as readonly string[]).includes(name)
  for (const { name, replies, model } of leaveOut(trainingSets(), { wanted })) {
    const pairs = replies.map((reply) => ({ reply, sorted: classifyReplyWith(reply, { model }) }))
    measure(name, pairs)
    all.push(...pairs)
  }
  measure('all parts left out', all)
  if (flags.includes('--picture'))
    draw(all, `Certainty and share of right labels, ${all.length.toLocaleString('en')} replies of parts left out`)
}
if (!flags.includes('--unseen')) {
  const pairs = (names.length > 0 ? names : heldOutParts).map((name) => [name, judged(labelledReplies(name))] as const)
  for (const [name, of] of pairs) measure(name, of)
  if (names.length === 0) for (const name of wishParts) measureWishes(name, judged(labelledReplies(name)))
  const all = pairs.flatMap(([, of]) => of)
  if (flags.includes('--picture'))
    draw(all, `Certainty and share of right labels, ${all.length.toLocaleString('en')} held-out replies`)
}
