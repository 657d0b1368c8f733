/** Attachments of replies, as Instantly's answers describe them. The files do not exist. */
import type { AttachedFile, ReplyTone } from '../state/life-types.ts'

type Kind = { readonly filename: string; readonly size: number; readonly type: string }

const files: Partial<Record<ReplyTone, readonly Kind[]>> = {
  interested: [
    { filename: 'Requirements.pdf', size: 184_320, type: 'application/pdf' },
    {
      filename: 'Sites and contacts.xlsx',
      size: 41_984,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
  ],
  question: [
    {
      filename: 'Questions.docx',
      size: 22_528,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
  ],
  meeting: [{ filename: 'invite.ics', size: 1_927, type: 'text/calendar' }],
}
/** Fraction of replies with an attachment, and fraction of those that Instantly could not store. */
const attachmentShare = 0.16
const failedShare = 0.012

/** Returns a reply's attachments for a random number (0 to 1). Their address does not answer: a demo has no network. */
export function drawAttachments(tone: ReplyTone, chance: number, at: number): readonly AttachedFile[] {
  const kinds = files[tone]
  if (!kinds || chance >= attachmentShare) return []
  const [first, ...more] = kinds.map((kind, index) => ({
    ...kind,
    url: `https://files.demo.invalid/${at}-${index}/${encodeURIComponent(kind.filename)}`,
  }))
  if (!first) return []
  if (chance < failedShare) return [{ filename: first.filename, error: 'The attachment is too large' }]
  return chance < attachmentShare / 2 ? [first, ...more] : [first]
}
