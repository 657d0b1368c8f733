import type { Restored } from '#shared/contract/app/backups.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'

/** Says where the data came from, and of what time it is. */
export function restoredTitle({ madeAt, copiedFolder }: Pick<Restored, 'madeAt' | 'copiedFolder'>): string {
  const words = t.backups.restored
  const made = madeAt === null ? words.unknownTime : formatWhen(madeAt)
  return copiedFolder ? words.folderTitle(made) : words.title(made)
}
