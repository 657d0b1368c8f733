import { describe, expect, it } from 'vitest'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { type ReplyLabel, replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { labelledReplies, type ReplySet, ratesOf } from '../../../support/labelled-replies.ts'

const judge = (set: ReplySet) => {
  const replies = labelledReplies(set)
  return { replies, judged: replies.map((reply) => classifyReply(reply)) }
}

/** Lower bounds of precision and recall by label, for the rules on replies they were not written with. */
const heldOutFloors: Readonly<Record<ReplyLabel, readonly [number, number]>> = {
  bounce: [1, 1],
  unsubscribe: [0.95, 0.98],
  out_of_office: [0.95, 0.95],
  auto_reply: [0.95, 0.9],
  referral: [0.8, 0.85],
  wrong_person: [0.9, 0.85],
  meeting_booked: [0.9, 0.9],
  not_now: [0.85, 0.75],
  not_interested: [0.9, 0.9],
  interested: [0.8, 0.9],
  question: [0.85, 0.85],
  other: [0.85, 0.85],
}

describe('held-out replies', () => {
  const { replies, judged } = judge('held-out')

  it('are a third of all, in every label', () => {
    const tuning = labelledReplies('tuning').length
    expect(replies.length + tuning).toBeGreaterThanOrEqual(300)
    expect(replies.length / (replies.length + tuning)).toBeGreaterThan(0.3)
    expect(new Set(replies.map(({ label }) => label))).toEqual(new Set(replyLabels))
  })

  it.each(replyLabels)('are classified correctly as %s', (label) => {
    const { right, claimed, wanted } = ratesOf(replies, judged, label)
    const [precision, recall] = heldOutFloors[label]
    expect(right / claimed).toBeGreaterThanOrEqual(precision)
    expect(right / wanted).toBeGreaterThanOrEqual(recall)
  })

  it("are rarely mistaken for a person's or a machine's", () => {
    const right = judged.filter(({ auto }, at) => auto === replies[at]?.auto).length
    expect(right / judged.length).toBeGreaterThanOrEqual(0.98)
  })
})

describe.each(['tuning', 'held-out', 'fresh', 'near-misses', 'plain'] as const)('the set %s', (set) => {
  const { replies, judged } = judge(set)
  const texts = (test: (at: number) => boolean) => replies.filter((_, at) => test(at)).map(({ text }) => text)

  it('has almost no missed opt-out', () => {
    const wishes = replies.filter(({ unsubscribe }) => unsubscribe).length
    const missed = texts(
      (at) => replies[at]?.unsubscribe === true && !(judged[at]?.unsubscribe || judged[at]?.askOptOut),
    )
    expect(1 - missed.length / wishes, missed.join('\n')).toBeGreaterThanOrEqual(0.98)
  })

  it('has the right day of return', () => {
    const away = replies.flatMap((reply, at) => (reply.returnDate === undefined ? [] : [[reply, judged[at]] as const]))
    expect(away.map(([, sorted]) => sorted?.returnDate)).toEqual(away.map(([reply]) => reply.returnDate))
  })

  it('gives every reply a reason that can be shown', () => {
    for (const { reasons } of judged) expect(reasons[0]?.rule).toMatch(/^[a-z_]+$/)
  })
})
