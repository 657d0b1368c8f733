import {
  isAskedFileName,
  isAskedTitle,
  isOptOutFileName,
  isOptOutTitle,
} from '#shared/domain/leads/import/opt-out-titles.ts'
import type { FileFacts } from '../files/read-file.ts'
import { isOfSome } from '../rows/legends.ts'

/** Returns the title, sheet name or file name that marks people who get no mail, or may not be meant. */
export const optOutTitleOf = ({ above, sheet }: FileFacts, fileName: string): string | null =>
  [...above.filter((line) => !isOfSome(line)), sheet ?? ''].find((said) => isOptOutTitle(said) || isAskedTitle(said)) ??
  (isOptOutFileName(fileName) || isAskedFileName(fileName) ? fileName : null)
