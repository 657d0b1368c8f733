/** Selects the best column for each target among those whose header names it. */
import { addressKey, findAddresses, isAddress } from '../addresses.ts'
import { placeHeaders } from '../column-aliases.ts'
import { domainOfAddress, isFreeMail } from '../free-mail.ts'
import { parseHeaderSlot } from '../header-slot.ts'
import { isRoleAddress } from '../special-addresses.ts'
import { share } from './cells.ts'
import { type AssignColumn, type Column, fitsTarget, targetOf } from './column.ts'
import { meaningOf, privateHeader, workHeader } from './header-meaning.ts'

/**
 * Selects the best column for each target among those with a matching header. Columns with values come before empty
 * ones.
 */
export function proposeByAlias(
  open: readonly Column[],
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const byName = new Map<string, { column: Column; place: number }[]>()
  for (const column of open) {
    const hit = meaningOf(column.key)
    if (!hit || taken.has(hit.name) || !fitsTarget(hit.name, column.cells)) continue
    if (isPlaceTitle(column, columns)) continue
    byName.set(hit.name, [...(byName.get(hit.name) ?? []), { column, place: hit.place }])
  }
  for (const [name, candidates] of byName) {
    candidates.sort(
      (a, b) =>
        Number(a.column.cells.length === 0) - Number(b.column.cells.length === 0) ||
        Number(repeatsFewAddresses(a.column)) - Number(repeatsFewAddresses(b.column)) ||
        // With two `email` columns, one of them with role addresses, the other is what an email finder found for the
        // person.
        Number(holdsRoleAddresses(a.column)) - Number(holdsRoleAddresses(b.column)) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )
    const { column } = candidates[0] as { column: Column }
    // `Corporate Email` beside `Personal Email`: people are contacted at work.
    if (name === 'email' && privateHeader.test(column.key) && open.some(isWorkAddress)) continue
    const better = name === 'email' && !workHeader.test(column.key) ? preferWorkAddress(column, open) : undefined
    if (better) {
      settle(better, name, { target: targetOf(name), sure: 'likely', why: 'alias' })
      continue
    }
    const own = column.key === name.replace(/_/g, ' ')
    const sure = own || (name !== 'website' && name !== 'job_title') ? 'certain' : 'likely'
    settle(column, name, {
      target: targetOf(name),
      sure: column.cells.length === 0 ? 'likely' : sure,
      why: own ? 'header' : 'alias',
    })
  }
}

const isWorkAddress = (column: Column): boolean =>
  workHeader.test(column.key) &&
  column.cells.length > 0 &&
  parseHeaderSlot(column.key).isAddress &&
  fitsTarget('email', column.cells) &&
  !repeatsFewAddresses(column)

/** Prefers a `Work Email` to an `Email Address` in which people entered their private address. */
function preferWorkAddress(column: Column, open: readonly Column[]): Column | undefined {
  const isAtHome = ({ cells }: Column) =>
    share(cells, (cell) => findAddresses(cell).valid.some((address) => isFreeMail(domainOfAddress(address))))
  const most = isAtHome(column)
  return most < 0.2 ? undefined : open.find((other) => isWorkAddress(other) && isAtHome(other) < most)
}

/**
 * Returns whether `title` is the name of a business, as in a directory of places; so is `Nom` in a directory without
 * first names.
 */
export function isPlaceTitle({ key }: Column, columns: readonly Column[]): boolean {
  const isName = ['nom', 'nombre', 'nome', 'naam'].includes(key)
  if (key !== 'title' && !isName) return false
  return isPlaceFile(columns) && !(isName && columns.some((other) => meaningOf(other.key)?.name === 'first_name'))
}

export const isPlaceFile = (columns: readonly Column[]): boolean =>
  columns.filter((other) => placeHeaders.has(other.key)).length >= 3

/** Returns whether the column contains role addresses. */
const holdsRoleAddresses = ({ cells }: Column): boolean =>
  share(cells, (cell) => isRoleAddress(addressKey(cell))) >= 0.8

/**
 * Returns whether the same few addresses are repeated: they belong to the people who maintain the file, not to those in
 * it.
 */
export function repeatsFewAddresses({ cells }: Column): boolean {
  const addresses = cells.map(addressKey).filter(isAddress)
  return addresses.length >= 3 && new Set(addresses).size * 2 <= addresses.length
}
