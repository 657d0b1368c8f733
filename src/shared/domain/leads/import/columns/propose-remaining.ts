/** Suggests variables for the columns that remain. */
import { isWrittenText } from '../business-texts.ts'
import { headerKey } from '../header-key.ts'
import { knownVariables, leadFields, type Suggestion } from '../mapping.ts'
import { hasSpace, holdsAddress, isJson, isSalutation, share } from './cells.ts'
import type { Column } from './column.ts'
import { meaningOf } from './header-meaning.ts'

/** With more columns, a file is the export of a tool, and columns that are not needed are left out. */
const HAND_MADE_COLUMNS = 20

const VARIABLE_CELL_MAX = 500

/** The operator's own fields of a lead in an export: `payload.painPoint` in Instantly's API, `custom.opener`. */
const ownField = /^(?:payload|custom(?:[_ ]?fields?)?)[./](?=.)/i

/**
 * Suggests every short text column of a hand-made sheet as a variable of its own name. An export of a tool only gets
 * the operator's own fields and the texts written for the emails.
 */
export function proposeRemaining(columns: readonly Column[], found: Map<number, Suggestion>, taken: Set<string>) {
  const isExport = columns.length > HAND_MADE_COLUMNS
  for (const column of columns) {
    const { key, cells, header } = column
    const isOwn = ownField.test(header) && !meaningOf(key)
    if (isExport && !isOwn && !(isWrittenText(key) && share(cells, hasSpace) >= 0.5)) continue
    if (found.has(column.at) || cells.length === 0 || key === '') continue
    if (share(cells, (cell) => cell.length > VARIABLE_CELL_MAX || isJson(cell)) > 0) continue
    if (share(cells, holdsAddress) >= 0.5) continue
    // Ids of other programs, and salutations under `Title`, are of no use in an email.
    if (/(?:^|\s)(?:id|ids|uuid|guid)$/.test(key)) continue
    if (/^tit(?:le|el|re)$/.test(key) && share(cells, isSalutation) >= 0.5) continue
    const name =
      namesCompany.has(key) && !taken.has(LEGAL_NAME)
        ? LEGAL_NAME
        : variableNameFor(header.replace(ownField, ''), taken)
    if (!name) continue
    taken.add(name)
    found.set(column.at, { target: { kind: 'variable', name }, sure: 'ask', why: 'none' })
  }
}

/**
 * Headers of a second company column beside the tidied one; a variable called `company` would be taken for the first.
 */
const namesCompany = new Set(['company', 'company name', 'organization', 'organization name', 'organisation name'])

const LEGAL_NAME = 'companyLegalName'
const reserved = new Set<string>([...leadFields, ...knownVariables, 'verification', 'full_name'])

/** Returns a variable name for templates, derived from a header; null if none of its characters can be used. */
export function variableNameFor(header: string, taken: ReadonlySet<string>): string | null {
  const base = headerKey(header)
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60)
  if (base === '') return null
  for (let n = 1; n <= 99; n += 1) {
    const name = n === 1 ? base : `${base}_${n}`
    if (!taken.has(name) && !(n === 1 && reserved.has(name) && name !== headerKey(header).replace(/ /g, '_'))) {
      if (!(leadFields as readonly string[]).includes(name)) return name
    }
  }
  return null
}
