/** A column of a lead file while a target is sought for it. */
import { isEmptyValue } from '../cell-value.ts'
import { type LeadField, leadFields, type Suggestion, type Target } from '../mapping.ts'
import { forbidsEmail, isStageCell } from '../opt-out-cells.ts'
import {
  holdsAddress,
  isFlag,
  isJson,
  isLink,
  isMailText,
  isNoWebsite,
  isNumber,
  isSalutation,
  isSeat,
  isVerdict,
  share,
} from './cells.ts'

export type ColumnSample = {
  readonly header: string
  /** Non-empty cells from the first rows; a few dozen are enough. */
  readonly cells: readonly string[]
  /** Further cells may be answers, states or remarks that are in none of `cells`. */
  readonly isPartlyRead?: boolean
}

/** Checks whether the cells can be what the header says. Empty columns are assumed to be. */
const cellTestOfTarget: Partial<Record<string, (cells: readonly string[]) => boolean>> = {
  // Also accepts invalid, masked or missing addresses, because the operator must then be told about them.
  email: (cells) => {
    const said = cells.filter((cell) => !isEmptyValue(cell.trim()))
    if (share(said, isMailText) >= 0.5) return false
    return said.length === 0 || share(said, (cell) => holdsAddress(cell) || /@|\(at\)|\[at\]/i.test(cell)) >= 0.2
  },
  first_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  last_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  company_name: (cells) => share(cells, (cell) => isNumber(cell) || isLink(cell) || holdsAddress(cell)) < 0.5,
  job_title: (cells) =>
    share(cells, (cell) => isSalutation(cell) || isNumber(cell) || isLink(cell) || isFlag(cell) || isSeat(cell)) < 0.5,
  phone: (cells) => share(cells, (cell) => /\d{3}/.test(cell.replace(/[\s().\-/]/g, ''))) >= 0.3,
  website: (cells) => share(cells, (cell) => /[^\s@]\.[a-z]{2,}/i.test(cell)) >= 0.3 && share(cells, isNoWebsite) < 0.5,
  linkedin_url: (cells) => share(cells, (cell) => /linkedin|^\/?in\//i.test(cell)) >= 0.3,
  facebook_url: (cells) => share(cells, (cell) => /facebook|fb\.|^@?[\w.]+$/i.test(cell)) >= 0.3,
  rating: (cells) => share(cells, isNumber) >= 0.3,
  reviews: (cells) => share(cells, isNumber) >= 0.3,
  // `Completed`, `Bounced`: a lead's status, not a state in which somebody lives. `Deliverable`, `Risky`: a
  // verification result for an address.
  state: (cells) =>
    share(cells, isVerdict) < 0.5 &&
    (!cells.some(forbidsEmail) || share(cells, (cell) => isStageCell(cell) || forbidsEmail(cell)) < 0.5),
}

export const fitsTarget = (name: string, all: readonly string[]) => {
  // If a report writes `--` for every missing value, only the other cells count.
  const cells = name === 'email' ? all : all.filter((cell) => !isEmptyValue(cell.trim()))
  // Addresses are found inside JSON too.
  return (
    cells.length === 0 ||
    ((cellTestOfTarget[name]?.(cells) ?? true) && (name === 'email' || share(cells, isJson) < 0.5))
  )
}

export const targetOf = (name: string): Target =>
  (leadFields as readonly string[]).includes(name)
    ? { kind: 'field', field: name as LeadField }
    : { kind: 'variable', name }

export type Column = ColumnSample & { readonly at: number; readonly key: string }
export type AssignColumn = (column: Column, name: string, suggestion: Suggestion) => void

/** Returns whether a column is not assigned, or assigned to something that emails can do without. */
export const isReassignable = (suggestion: Suggestion | undefined) =>
  suggestion === undefined || suggestion.target.kind === 'left_out' || suggestion.target.kind === 'variable'

export const isField = (target: Target | undefined, field: LeadField) =>
  target?.kind === 'field' && target.field === field
