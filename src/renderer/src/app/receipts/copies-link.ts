import type { ReceiptLine } from '#shared/domain/app/receipts.ts'
import { t } from '../../core/lib/texts.ts'

/** To where copies that hold somebody still are deleted. */
export const copiesLink = ({ place, standing }: ReceiptLine) =>
  place === 'backups' && standing !== 'done' ? { to: '/settings/backups', words: t.backups.earlier.act } : null
