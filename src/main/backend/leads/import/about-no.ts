import { isNameOfNo, isTitleOfNo } from '#shared/domain/leads/import/file-no.ts'
import type { FileFacts } from '../files/read-file.ts'

/** Returns the title, sheet name or file name that marks people who get no mail. */
export const aboutNoOf = ({ above, sheet }: FileFacts, fileName: string): string | null =>
  [...above, sheet ?? ''].find((said) => isTitleOfNo(said)) ?? (isNameOfNo(fileName) ? fileName : null)
