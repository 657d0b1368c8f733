/** Picks the address of a row, and judges it. */
import { withoutAccents } from '#shared/domain/core/without-accents.ts'
import { addressKey, findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { isMasked } from '#shared/domain/leads/import/cell-value.ts'
import { domainOfAddress, isFreeMail } from '#shared/domain/leads/import/free-mail.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { hasConsent } from '#shared/domain/leads/import/opt-out-cells.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'
import {
  gateOfAddressKind,
  isDisposable,
  isReadByNobody,
  isRoleAddress,
} from '#shared/domain/leads/import/special-addresses.ts'
import {
  readCatchAll,
  readVerification,
  readVerificationStrictly,
  type Verification,
  verificationRank,
} from '#shared/domain/leads/import/verification.ts'
import { nameColumns, type Places } from './column-places.ts'
import { BROKEN_SHOWN, createOptOutReader } from './opt-out-of-row.ts'

export type CheckedRow = {
  /** The gate of this row considered alone; duplicates are found where all rows are known. */
  readonly gate: GateCode
  /** The key of the lead; for a broken address, the text of the cell; null if there is none. */
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly verification: Verification
  /** The column the address was taken from; -1 if there is none. */
  readonly emailColumn: number
}

const NONE: readonly string[] = []
const foldedLettersOf = (text: string): string => withoutAccents(text.replace(/ß/g, 'ss')).toLowerCase()

/**
 * Returns whether an address, such as `ann.lee@acme.example` beside `annie84@gmail.com` or `info@acme.example`, is made
 * of the name in the row and therefore belongs to the same person.
 */
const isBetterFor = (address: string, first: string, cells: readonly string[], names: readonly number[]): boolean =>
  (isFreeMail(domainOfAddress(first)) || (isRoleAddress(first) && !isNamedAfter(first, cells, names))) &&
  !isFreeMail(domainOfAddress(address)) &&
  isNamedAfter(address, cells, names)

function isNamedAfter(address: string, cells: readonly string[], names: readonly number[]): boolean {
  const parts = foldedLettersOf(address.slice(0, address.indexOf('@'))).split(/[^a-z]+/)
  return names.some((at) =>
    foldedLettersOf(cells[at] ?? '')
      .split(/[^a-z]+/)
      .some(
        (word) =>
          word.length >= 3 && parts.some((part) => part === word || (word.length >= 4 && part.slice(1) === word)),
      ),
  )
}

/** Picks the address of a row: the one with the best verification result, or the first of equal ones. */
export function createAddressChooser(places: Places, settings: FullSettings) {
  const { addresses, consentAt } = places
  const isBarred = createOptOutReader(places, settings)
  const holdsWidth = isHeldByWidth(places, settings)
  const names = nameColumns(places)
  const statusIn = (cells: readonly string[], at: number): Verification =>
    at < 0 ? 'unknown' : readVerification(cells[at] ?? '')
  const verdict = (
    cells: readonly string[],
    { statusAt, secondStatusAt, catchAllAt }: Places['addresses'][number],
  ): Verification => {
    const first = statusIn(cells, statusAt)
    const second = statusIn(cells, secondStatusAt)
    const said = first === 'unknown' || second === 'not_found' ? second : first
    const catchAll =
      catchAllAt >= 0 && (said === 'verified' || said === 'unknown') && readCatchAll(cells[catchAllAt] ?? '')
    return catchAll ? 'risky' : said
  }
  return (cells: readonly string[], ragged: boolean): CheckedRow => {
    let email: string | null = null
    let emailColumn = -1
    let verification: Verification = 'unknown'
    let others: readonly string[] = NONE
    let broken: string | null = null
    let usedStatusAt = -1
    for (const address of addresses) {
      const { at, statusAt, isOfOther } = address
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const found = findAddresses(cell)
      if (found.broken) broken ??= addressKey(cell)
      const [before] = found.valid
      if (before === undefined) continue
      const first =
        found.valid.length === 1 || isOfOther
          ? before
          : (found.valid.find((other) => isBetterFor(other, before, cells, names)) ?? before)
      const said = verdict(cells, address)
      if (email === null) {
        email = first
        emailColumn = at
        verification = said
        usedStatusAt = statusAt
        if (found.valid.length > 1) others = found.valid.filter((other) => other !== first)
      } else if (
        first !== email &&
        (verificationRank[said] > verificationRank[verification] ||
          (said === verification && !isOfOther && (isReadByNobody(email) || isBetterFor(first, email, cells, names))))
      ) {
        others = [...new Set([email, ...others, ...found.valid])]
        email = first
        emailColumn = at
        verification = said
        usedStatusAt = statusAt
      } else {
        // The address again, with the result of its verification.
        if (first === email && verification === 'unknown' && usedStatusAt < 0) {
          verification = said
          usedStatusAt = statusAt
        }
        others = [...new Set([...others, ...found.valid])]
      }
      if (others.length > 0 && others.includes(email)) others = others.filter((other) => other !== email)
    }
    // An unknown word is no reason to use another address of the row, nor a reason to send to this one.
    if (verification === 'unknown' && usedStatusAt >= 0)
      verification = readVerificationStrictly(cells[usedStatusAt] ?? '')
    const barred = isBarred(cells)
    const noConsent = settings.needConsent && !(consentAt >= 0 && hasConsent(cells[consentAt] ?? ''))
    const masked = email === null && broken !== null && isMasked(broken)
    const gate: GateCode =
      email === null
        ? broken === null
          ? gateCodes.no_address
          : masked
            ? gateCodes.masked
            : gateCodes.bad_syntax
        : (barred ??
          (noConsent ? gateCodes.no_consent : gateOfAddress(email, verification, holdsWidth(cells, ragged), settings)))
    return {
      gate,
      email: email ?? broken?.slice(0, BROKEN_SHOWN).toWellFormed() ?? null,
      otherEmails: others,
      verification,
      emailColumn,
    }
  }
}

/** Returns the first reason, in the order an operator would name them. Duplicates precede `too_long`: see `gate.ts`. */
export function gateOfAddress(
  email: string,
  verification: Verification,
  held: boolean,
  settings: FullSettings,
): GateCode {
  if (isMasked(email)) return gateCodes.masked
  if (verification === 'not_found') return gateCodes.not_found
  if (settings.holdDisposable && isDisposable(email)) return gateCodes.disposable
  if (verification === 'unverified' && settings.holdUnverified) return gateCodes.unverified
  if (verification === 'risky' && settings.holdRisky) return gateCodes.risky
  return gateOfAddressKind(email, settings) ?? (held ? gateCodes.ragged : gateCodes.ready)
}

/**
 * Returns whether a row is excluded because of its number of cells. `Rand Roofs, Inc.` without quotes shifts all cells
 * after it, so that the value of an opt-out column is unknown.
 */
export const isHeldByWidth =
  ({ width, optOuts }: Pick<Places, 'width' | 'optOuts'>, { holdRagged }: FullSettings) =>
  (cells: readonly string[], ragged: boolean): boolean =>
    ragged &&
    (holdRagged ||
      (optOuts.length > 0 && cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')))
