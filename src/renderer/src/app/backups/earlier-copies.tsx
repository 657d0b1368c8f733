import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import { earlierLines } from '#shared/domain/app/receipts.ts'
import { t } from '../../core/lib/texts.ts'
import { createReceiptFormat } from '../receipts/receipt-format.ts'

/** Describes what happens to backups that contain data erased since. */
export const linesOfEarlier = (copies: EarlierCopies): string[] => earlierLines(copies, createReceiptFormat())

/** Text shown before something is erased. */
export const EarlierCopiesText = ({ copies }: { copies: EarlierCopies }) =>
  `${linesOfEarlier(copies).join(' ')}${copies.copies + copies.replaced > 0 ? ` ${t.backups.earlier.again}` : ''}`
