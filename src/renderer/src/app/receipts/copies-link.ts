import type { ReceiptLine } from '#shared/domain/app/receipts.ts'
import { t } from '../../core/lib/texts.ts'

/** Returns the link to where backups that still contain the person can be deleted. */
export const copiesLink = ({ place, standing }: ReceiptLine) =>
  place === 'backups' && standing !== 'done' ? { to: '/settings/backups', words: t.backups.earlier.act } : null
