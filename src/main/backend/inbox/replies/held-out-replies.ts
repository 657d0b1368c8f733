/** Labelled replies not used to write rules or train weights. Shipped to measure corrections with. */
import { brotliDecompressSync } from 'node:zlib'
import type { IncomingReply, ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import { packedReplies } from './held-out-data.ts'

export type HeldOutReply = Pick<IncomingReply, 'subject' | 'from' | 'text' | 'receivedAt'> & {
  readonly label: ReplyLabel
}

/** Columns, stored as JSON, brotli and base64; grouped by field because similar texts compress well. */
export type PackedColumns = {
  readonly label: readonly ReplyLabel[]
  readonly subject: readonly string[]
  readonly from: readonly string[]
  readonly receivedAt: readonly string[]
  readonly text: readonly string[]
}

export function heldOutReplies(packed = packedReplies): readonly HeldOutReply[] {
  // Written by the training script beside this file.
  const { label, subject, from, receivedAt, text } = JSON.parse(
    brotliDecompressSync(Buffer.from(packed, 'base64')).toString(),
  ) as PackedColumns
  return label.map((one, at) => ({
    label: one,
    subject: subject[at] ?? '',
    from: from[at] ?? '',
    receivedAt: receivedAt[at] ?? '',
    text: text[at] ?? '',
  }))
}
