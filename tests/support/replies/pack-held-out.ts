/** Packs the labelled replies with which corrections are measured; `held-out-replies.ts` reads them in the app. */
import { brotliCompressSync, constants } from 'node:zlib'
import { isFixedForm } from '#backend/inbox/replies/classify-machine-mail.ts'
import { classifyByRules, factsOf } from '#backend/inbox/replies/classify-reply.ts'
import { featuresOf } from '#backend/inbox/replies/features.ts'
import type { HeldOutReply, PackedColumns } from '#backend/inbox/replies/held-out-replies.ts'
import { readReply } from '#backend/inbox/replies/read-reply.ts'
import type { LabelledReply } from '../labelled-replies.ts'

/** Returns everything by which a reply is measured, independent of the model. */
export function measuredBy(reply: HeldOutReply) {
  const read = readReply(reply)
  const ruled = classifyByRules(read)
  const { ids, values } = featuresOf(read, ruled)
  return {
    label: ruled.label,
    auto: ruled.auto,
    fixed: isFixedForm(ruled),
    ...factsOf(read, ruled),
    words: read.own.worded.words.length,
    ids: [...ids],
    values: [...values],
  }
}

/** Addresses and times take a fifth of the space and matter in few replies, so they are left out where they do not. */
function shortened({ label, subject, from, receivedAt, text }: LabelledReply): HeldOutReply {
  const measured = JSON.stringify(measuredBy({ label, subject, from, receivedAt, text }))
  let reply: HeldOutReply = { label, subject, from, receivedAt, text }
  for (const without of [{ from: '' }, { receivedAt: '2026-03-10T09:00:00Z' }]) {
    const shorter = { ...reply, ...without }
    if (JSON.stringify(measuredBy(shorter)) === measured) reply = shorter
  }
  return reply
}

const byLanguage = (a: LabelledReply, b: LabelledReply) => a.language.localeCompare(b.language)

export function packHeldOut(replies: readonly LabelledReply[]): string {
  const rows = replies.toSorted(byLanguage).map(shortened)
  const columns: PackedColumns = {
    label: rows.map(({ label }) => label),
    subject: rows.map(({ subject }) => subject),
    from: rows.map(({ from }) => from),
    receivedAt: rows.map(({ receivedAt }) => receivedAt),
    text: rows.map(({ text }) => text),
  }
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
  return brotliCompressSync(JSON.stringify(columns), { params }).toString('base64')
}
