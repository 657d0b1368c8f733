import type { RemoteEmail } from './types.ts'

const kinds = { sent: 1, received: 2, manual: 3 } as const

/** A mail of a list of one kind. Kind and sender are optional in the document: the list tells the first, the lead the second. */
export function ofKind(email: RemoteEmail, asked: keyof typeof kinds | undefined): RemoteEmail {
  const kind = email.kind ?? (asked ? kinds[asked] : null)
  return { ...email, kind, from: email.from ?? (kind === kinds.received ? email.lead : null) }
}
