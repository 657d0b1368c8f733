import type { ReplySort, ScorePart } from '#shared/contract/inbox/inbox.ts'

export type Scored = { readonly score: number; readonly why: readonly ScorePart[] }

type Facts = {
  /** Subject and own words of the newest reply, without quoted text. */
  readonly text: string
  readonly sorted: ReplySort | null
  /** Stage of the lead's label. */
  readonly stage: number
  readonly receivedCount: number
  readonly opens: number
  readonly clicks: number
  readonly theirTurn: boolean
}

/** Words that indicate business interest, in the languages of replies. */
const interestWords: readonly (readonly [string, number, RegExp])[] = [
  [
    'price',
    15,
    /\b(?:pric(?:e|es|ing)|quote|cost|angebot|preis|kosten|offerte|prijs|prix|devis|tarif|precio|presupuesto)/iu,
  ],
  [
    'meeting',
    15,
    /\b(?:call|meeting|demo|calendar|termin|gespräch|telefonat|afspraak|bellen|rendez-vous|appel|reunión|llamada)\b/iu,
  ],
  [
    'day',
    10,
    /\b(?:monday|tuesday|wednesday|thursday|friday|next week|montag|dienstag|mittwoch|donnerstag|freitag|nächste woche|maandag|dinsdag|woensdag|donderdag|vrijdag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes)\b/iu,
  ],
  ['question', 10, /\?/u],
  ['phone', 5, /(?:\+|\b00|\b0)\d[\d ()/-]{6,}\d/u],
]

const scoreOfSort: Readonly<Record<ReplySort, number>> = {
  meeting_booked: 50,
  interested: 45,
  question: 35,
  referral: 25,
  not_now: 10,
  other: 15,
  wrong_person: -20,
  out_of_office: -30,
  auto_reply: -35,
  not_interested: -40,
  bounce: -60,
  unsubscribe: -60,
}

/** Returns a thread's score from 0 to 120, without recency, and the reason for each part. */
export function scoreReply(facts: Facts): Scored {
  const why: ScorePart[] = []
  const add = (name: string, points: number) => void (points !== 0 && why.push({ why: name, points }))
  add('replied', 20)
  if (facts.stage > 0) add('label_positive', 40)
  else if (facts.stage < 0) add('label_negative', -60)
  else if (facts.sorted) add(`sorted_${facts.sorted}`, scoreOfSort[facts.sorted])
  const quiet = facts.sorted !== null && scoreOfSort[facts.sorted] < 0
  if (!quiet)
    for (const [name, points, pattern] of interestWords) if (pattern.test(facts.text)) add(`word_${name}`, points)
  if (facts.receivedCount > 1) add('several_replies', Math.min(15, (facts.receivedCount - 1) * 5))
  if (facts.clicks > 0) add('clicked', 10)
  if (facts.opens > 2) add('opened_often', 5)
  if (!facts.theirTurn) add('answered', -15)
  const sum = why.reduce((total, { points }) => total + points, 0)
  return { score: Math.max(0, Math.min(120, sum)), why }
}

/** Time after which a reply counts half. */
const halfLifeMs = 36 * 60 * 60_000

/**
 * Returns a value that orders threads by score and recency. Scores halve with every half-life, so the order of these
 * values never changes as time passes, and they can be stored and indexed.
 */
export function heatOf(score: number, receivedAtMs: number): number {
  return Math.log2(Math.max(score, 0.5)) + receivedAtMs / halfLifeMs
}

/** Returns the score at the present time. */
export function scoreNow(score: number, receivedAtMs: number, nowMs: number): number {
  return Math.round(score * 2 ** (-Math.max(0, nowMs - receivedAtMs) / halfLifeMs))
}
