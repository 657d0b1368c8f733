/** Proposes what each column of a file is, by its header and by what stands in it; one column per target. */
import { addressKey, findAddresses, isAddress } from './addresses.ts'
import {
  fieldAliases,
  maybeVerification,
  otherEmail,
  placeHeaders,
  salutations,
  variableAliases,
  verificationAliases,
  wholeNames,
} from './column-aliases.ts'
import { knownVariables, type LeadField, leadFields, type Suggestion, type Target } from './mapping.ts'
import { readVerification } from './verification.ts'

export type ColumnLook = {
  readonly header: string
  /** Cells that are not empty, from the first rows; some dozens are enough. */
  readonly cells: readonly string[]
}

/** Above this a file is some tool's export: what nobody asked for stays at home. */
const HAND_MADE_COLUMNS = 20
const VARIABLE_CELL_MAX = 500

/** A header as the alias lists spell it: lower case, no accents, words apart, `e-mail` in one word. */
function headerKey(header: string): string {
  return header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\be mail/g, 'email')
}

const share = (cells: readonly string[], test: (cell: string) => boolean) =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length

const holdsAddress = (cell: string) => findAddresses(cell).valid.length > 0
const isAloneAddress = (cell: string) => isAddress(addressKey(cell))
const isJson = (cell: string) => /^\s*[[{]/.test(cell)
const isSalutation = (cell: string) => salutations.has(headerKey(cell))
const isNumber = (cell: string) => /^[\d.,\s+-]+$/.test(cell)
const isLink = (cell: string) => /^https?:\/\//i.test(cell.trim())
const isFlag = (cell: string) => /^(true|false|yes|no|ja|nein|oui|non|si|0|1)$/i.test(cell.trim())
const isStatusWord = (cell: string) => readVerification(cell) !== 'unknown'

/** Whether the cells can be what the header says. Empty columns are taken at their word. */
const fits: Partial<Record<string, (cells: readonly string[]) => boolean>> = {
  email: (cells) => share(cells, holdsAddress) >= 0.2,
  first_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  last_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  company_name: (cells) => share(cells, (cell) => isNumber(cell) || isLink(cell) || holdsAddress(cell)) < 0.5,
  job_title: (cells) => share(cells, isSalutation) < 0.5 && share(cells, isNumber) < 0.5 && share(cells, isLink) < 0.5,
  phone: (cells) => share(cells, (cell) => /\d{3}/.test(cell.replace(/[\s().\-/]/g, ''))) >= 0.3,
  website: (cells) =>
    share(cells, (cell) => /[^\s@]\.[a-z]{2,}/i.test(cell)) >= 0.3 &&
    share(cells, (cell) => /linkedin\.com|facebook\.com|google\.[a-z.]+\/maps/i.test(cell)) < 0.5,
  linkedin_url: (cells) => share(cells, (cell) => /linkedin|^\/?in\//i.test(cell)) >= 0.3,
  facebook_url: (cells) => share(cells, (cell) => /facebook|fb\.|^@?[\w.]+$/i.test(cell)) >= 0.3,
  rating: (cells) => share(cells, isNumber) >= 0.3,
  reviews: (cells) => share(cells, isNumber) >= 0.3,
}

const fitsTarget = (name: string, cells: readonly string[]) =>
  cells.length === 0 || ((fits[name]?.(cells) ?? true) && share(cells, isJson) < 0.5)

const rank = new Map<string, { readonly name: string; readonly place: number }>()
for (const [name, aliases] of [...Object.entries(fieldAliases), ...Object.entries(variableAliases)]) {
  aliases.forEach((alias, place) => {
    if (!rank.has(alias)) rank.set(alias, { name, place })
  })
}

const targetOf = (name: string): Target =>
  (leadFields as readonly string[]).includes(name)
    ? { kind: 'field', field: name as LeadField }
    : { kind: 'variable', name }

type Column = ColumnLook & { readonly at: number; readonly key: string }

const leftOut: Suggestion = { target: { kind: 'left_out' }, sure: 'ask', why: 'none' }

/** Proposes a target for every column, in the order of the file. */
export function recogniseColumns(looks: readonly ColumnLook[]): Suggestion[] {
  const columns: readonly Column[] = looks.map((look, at) => ({ ...look, at, key: headerKey(look.header) }))
  const found = new Map<number, Suggestion>()
  const taken = new Set<string>()
  const settle = (column: Column, name: string, suggestion: Suggestion) => {
    found.set(column.at, suggestion)
    taken.add(name)
  }
  proposeByAlias(columns, settle)
  proposeEmails(columns, found, taken, settle)
  proposeNames(columns, found, taken, settle)
  proposeVerification(columns, found, settle)
  proposeRest(columns, found, taken)
  return columns.map((column) => found.get(column.at) ?? leftOut)
}

type Settle = (column: Column, name: string, suggestion: Suggestion) => void

/** The best column of each target among those whose header names it. Filled columns come before empty ones. */
function proposeByAlias(columns: readonly Column[], settle: Settle) {
  const byName = new Map<string, { column: Column; place: number }[]>()
  for (const column of columns) {
    const hit = rank.get(column.key)
    if (!hit || !fitsTarget(hit.name, column.cells)) continue
    if (isPlaceTitle(column, columns)) continue
    byName.set(hit.name, [...(byName.get(hit.name) ?? []), { column, place: hit.place }])
  }
  for (const [name, candidates] of byName) {
    candidates.sort(
      (a, b) =>
        Number(a.column.cells.length === 0) - Number(b.column.cells.length === 0) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )
    const { column } = candidates[0] as { column: Column }
    const own = column.key === name.replace(/_/g, ' ')
    const sure = own || (name !== 'website' && name !== 'job_title') ? 'certain' : 'likely'
    settle(column, name, {
      target: targetOf(name),
      sure: column.cells.length === 0 ? 'likely' : sure,
      why: own ? 'header' : 'alias',
    })
  }
}

/** `title` in a directory of places is the name of the business. */
function isPlaceTitle(column: Column, columns: readonly Column[]): boolean {
  if (column.key !== 'title') return false
  return columns.filter((other) => placeHeaders.has(other.key)).length >= 3
}

/** Further address columns, and an address column whose header says nothing. */
function proposeEmails(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  for (const column of columns) {
    if (found.has(column.at)) continue
    const named = otherEmail.test(column.key) || rank.get(column.key)?.name === 'email'
    if (!named || !fitsTarget('email', column.cells)) continue
    if (!taken.has('email') && column.cells.length > 0) {
      settle(column, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    } else {
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'alias' })
    }
  }
  if (taken.has('email')) return
  const candidates = columns
    .filter((column) => !found.has(column.at) && !rank.has(column.key))
    .map((column) => ({ column, alone: share(column.cells, isAloneAddress), some: share(column.cells, holdsAddress) }))
    .filter(({ some }) => some >= 0.5)
    .toSorted((a, b) => b.alone - a.alone || b.some - a.some || a.column.at - b.column.at)
  const best = candidates[0]
  if (best) settle(best.column, 'email', { target: targetOf('email'), sure: 'likely', why: 'content' })
}

/** `Name`, `Nom`, `Title`: a person's whole name, a surname or a business, by its neighbours and its cells. */
function proposeNames(
  columns: readonly Column[],
  found: ReadonlyMap<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  for (const column of columns) {
    if (found.has(column.at)) continue
    if (isPlaceTitle(column, columns) && !taken.has('company_name')) {
      settle(column, 'company_name', { target: targetOf('company_name'), sure: 'likely', why: 'content' })
      continue
    }
    if (!wholeNames.has(column.key)) continue
    const target = nameTarget(column, taken)
    if (target && !taken.has(target))
      settle(column, target, { target: targetOf(target), sure: 'likely', why: 'content' })
  }
}

function nameTarget(column: Column, taken: ReadonlySet<string>): string | null {
  const person = taken.has('first_name') || taken.has('last_name') || taken.has('job_title')
  const place = ['website', 'phone', 'address', 'location', 'rating', 'reviews', 'category', 'city'].filter((name) =>
    taken.has(name),
  ).length
  if (column.key === 'name' && !person && !taken.has('company_name') && place >= 2) return 'company_name'
  if (share(column.cells, (cell) => cell.trim().includes(' ')) >= 0.5) return 'full_name'
  if (['nom', 'naam', 'nome'].includes(column.key) && taken.has('first_name')) return 'last_name'
  if (['nombre', 'nome', 'ten'].includes(column.key) && taken.has('last_name')) return 'first_name'
  return 'full_name'
}

/** The one column that says how good the address is; of several the first that speaks. */
function proposeVerification(columns: readonly Column[], found: ReadonlyMap<number, Suggestion>, settle: Settle) {
  const open = columns.filter((column) => !found.has(column.at))
  const named = open
    .map((column) => ({ column, place: verificationAliases.indexOf(column.key) }))
    .filter(({ column, place }) => place >= 0 && share(column.cells, isFlag) < 0.8)
    .toSorted(
      (a, b) =>
        share(b.column.cells, isStatusWord) - share(a.column.cells, isStatusWord) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )[0]
  if (named) {
    const speaks = share(named.column.cells, isStatusWord) >= 0.5
    settle(named.column, 'verification', {
      target: { kind: 'verification' },
      sure: speaks ? 'certain' : 'likely',
      why: 'alias',
    })
    return
  }
  const speaking = open.find((column) => maybeVerification.has(column.key) && share(column.cells, isStatusWord) >= 0.6)
  if (speaking) settle(speaking, 'verification', { target: { kind: 'verification' }, sure: 'likely', why: 'content' })
}

/** In a hand-made sheet every short text column may be a variable under its own name; exports of tools stay lean. */
function proposeRest(columns: readonly Column[], found: Map<number, Suggestion>, taken: Set<string>) {
  if (columns.length > HAND_MADE_COLUMNS) return
  for (const column of columns) {
    if (found.has(column.at) || column.cells.length === 0 || column.key === '') continue
    if (share(column.cells, (cell) => cell.length > VARIABLE_CELL_MAX || isJson(cell)) > 0) continue
    if (share(column.cells, holdsAddress) >= 0.5) continue
    const name = variableNameFor(column.header, taken)
    if (!name) continue
    taken.add(name)
    found.set(column.at, { target: { kind: 'variable', name }, sure: 'ask', why: 'none' })
  }
}

const reserved = new Set<string>([...leadFields, ...knownVariables, 'verification'])

/** A name templates can use, made from a header; null where nothing of it can be kept. */
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
