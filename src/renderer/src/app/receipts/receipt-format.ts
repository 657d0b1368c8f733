import type { ReceiptFormat, ReceiptLine } from '#shared/domain/app/receipts.ts'
import { formatBytes, formatDate, formatWhen, t } from '../../core/lib/texts.ts'

/** Returns the format of receipts in the window. `client`: a client's name by its id, empty if it is gone. */
export const createReceiptFormat = (client: (id: number) => string = () => ''): ReceiptFormat => ({
  texts: t,
  moment: (at) => formatWhen(new Date(at).toISOString()),
  date: formatDate,
  when: formatWhen,
  bytes: formatBytes,
  client: (id) => client(id) || t.people.receipt.aWorkspace,
  folder: (path) => path,
})

/** Returns the link to where backups that still contain the person can be deleted. */
export const copiesLink = ({ place, standing }: ReceiptLine) =>
  place === 'backups' && standing !== 'done' ? { to: '/settings/backups', words: t.backups.earlier.act } : null
