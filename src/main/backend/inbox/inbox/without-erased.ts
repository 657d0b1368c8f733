/** Removes erased people from mails before they are stored. */
import { blankErased, getErasedLookup } from '../../clients/people/erased.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'

/** Drops mails from or to a person before their erasure; in mails of others, the erased address is blanked. */
export function withoutErased(store: Store, emails: readonly RemoteEmail[]): readonly RemoteEmail[] {
  const erasedAt = getErasedLookup(store)
  if (erasedAt === null) return emails
  return emails.flatMap((email) => {
    const at = Date.parse(email.at)
    const isTheirs = [email.lead, email.from].some((address) => {
      const erased = address === null ? null : erasedAt(address)
      return erased !== null && at <= erased
    })
    if (isTheirs) return []
    const blank = (text: string) => blankErased(erasedAt, text, at)
    const maybe = (text: string | null) => (text === null ? null : blank(text))
    const { text, html, preview, replyTo } = email
    return [
      {
        ...email,
        subject: blank(email.subject),
        to: blank(email.to),
        cc: blank(email.cc),
        text: maybe(text),
        html: maybe(html),
        preview: maybe(preview),
        replyTo: maybe(replyTo),
      },
    ]
  })
}
