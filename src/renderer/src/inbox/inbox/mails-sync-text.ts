import type { MailsRead } from '#shared/contract/inbox/inbox.ts'
import { t } from '../../core/lib/texts.ts'

/** Describes the progress of the first reading of emails. */
export function mailsSyncText({ read, of }: Extract<MailsRead, { readonly known: false }>): string {
  return of === null ? t.inbox.mailsSyncing(read) : t.inbox.mailsSyncingOf(read, of)
}
