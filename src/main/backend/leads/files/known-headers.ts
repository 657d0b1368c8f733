/** Every known column name, regardless of its meaning; used to tell a header from a row. */
import {
  consentAliases,
  fieldAliases,
  maybeVerification,
  optOutAliases,
  otherEmail,
  placeHeaders,
  variableAliases,
  verificationAliases,
  wholeNames,
} from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'

const known = new Set<string>([
  ...Object.values(fieldAliases).flat(),
  ...Object.values(variableAliases).flat(),
  ...verificationAliases,
  ...maybeVerification,
  ...optOutAliases,
  ...consentAliases,
  ...placeHeaders,
  ...wholeNames,
  ...'id|link|url|keywords|notes|note|stage|owner|source|lead source|created|created at|tags|group membership|seniority|departments|timestamp|query|lists|connected on|fax'.split(
    '|',
  ),
])

/** Returns whether a cell is a name that people give a column. */
export function namesAColumn(cell: string): boolean {
  if (cell.length > 60) return false
  const key = headerKey(cell)
  return key !== '' && (known.has(key) || otherEmail.test(key))
}
