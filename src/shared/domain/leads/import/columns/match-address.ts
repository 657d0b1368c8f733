/** Compares the cells of a column with the addresses of the same rows. */
import { findAddresses } from '../addresses.ts'
import { isGivenName } from '../given-names.ts'

export const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

export type Fit = (cell: string, local: string, domain: string) => boolean

/** In `weber@…`, `webera@…` and `weber.anna@…`, Weber is or may be the surname. */
export const fitsFirstName: Fit = (cell, local) => {
  if (cell.length < 3 || !local.startsWith(cell)) return false
  const rest = local.slice(cell.length)
  return isGivenName(cell) || (rest.length > 1 && !isGivenName(rest))
}

export const fitsLastName: Fit = (cell, local) => cell.length >= 3 && local !== cell && local.endsWith(cell)

/** `r.falk@…`, `falk@…`: derived from a whole name. */
export const yieldsLocalPart: Fit = (cell, local) =>
  local.length >= 3 &&
  (cell.startsWith(local) || cell.endsWith(local) || (local.length >= 4 && cell.endsWith(local.slice(1))))

/** Returns whether cell and domain contain each other, or the domain contains the last six letters of the cell. */
export const holdsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.includes(domain) || domain.includes(cell) || sharesEnd(cell, domain))

const sharesEnd = (cell: string, domain: string) => cell.length >= 6 && domain.includes(cell.slice(-6))

export const fitsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.startsWith(domain) || domain.startsWith(cell))

export const coversDomain: Fit = (cell, _local, domain) => cell.startsWith(domain)

/** Returns the share of rows, among those with an address and this cell, in which the two match. */
export function matchingRowShare(rows: readonly (readonly string[])[], emailAt: number, at: number, fit: Fit): number {
  let all = 0
  let fitting = 0
  for (const row of rows) {
    const [email] = findAddresses(row[emailAt] ?? '').valid
    const cell = bare(row[at] ?? '')
    if (!email || cell === '') continue
    all += 1
    const [local = '', domain = ''] = email.split('@')
    if (fit(cell, bare(local), bare(domain.split('.').slice(0, -1).join('')))) fitting += 1
  }
  return all < 2 ? 0 : fitting / all
}
