import type { RemoteEmail } from './types.ts'

const kinds = { sent: 1, received: 2, manual: 3 } as const

/** Fills in a mail's optional kind and sender: the requested list gives the kind, the lead the sender. */
export function fillMailKind(email: RemoteEmail, asked: keyof typeof kinds | undefined): RemoteEmail {
  const kind = email.kind ?? (asked ? kinds[asked] : null)
  return { ...email, kind, from: email.from ?? (kind === kinds.received ? email.lead : null) }
}
