/** Every known column name, regardless of its meaning; used to tell a header from a row. */
import {
  consentAliases,
  fieldAliases,
  maybeVerification,
  optOutAliases,
  otherEmailHeader,
  placeHeaders,
  variableAliases,
  verificationAliases,
  wholeNameHeaders,
} from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'

const knownHeaderNames = new Set<string>([
  ...Object.values(fieldAliases).flat(),
  ...Object.values(variableAliases).flat(),
  ...verificationAliases,
  ...maybeVerification,
  ...optOutAliases,
  ...consentAliases,
  ...placeHeaders,
  ...wholeNameHeaders,
  ...'id|link|url|keywords|notes|note|stage|owner|source|lead source|created|created at|tags|group membership|seniority|departments|timestamp|query|lists|connected on|fax'.split(
    '|',
  ),
])

/** Returns whether a cell is a name that people give a column. */
export function isColumnName(cell: string): boolean {
  if (cell.length > 60) return false
  const key = headerKey(cell)
  return key !== '' && (knownHeaderNames.has(key) || otherEmailHeader.test(key))
}
