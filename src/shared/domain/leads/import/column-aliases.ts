/**
 * What people and tools call a column, from `column-aliases.json`. There they may be spelt as they stand in files; the better
 * column comes first, for where a file has several of one meaning.
 */
import data from './column-aliases.json' with { type: 'json' }
import { headerKey } from './header-key.ts'
import type { knownVariables, LeadField } from './mapping.ts'

type VariableName = (typeof knownVariables)[number]

/** Most are spelt as `headerKey` leaves them: it is asked for the others alone. */
const spelt = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const keys = (aliases: readonly string[]): readonly string[] =>
  aliases.map((alias) => (spelt.test(alias) ? alias : headerKey(alias)))
const keysOfEach = <Name extends string>(lists: Readonly<Record<Name, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries<readonly string[]>(lists).map(([name, aliases]) => [name, keys(aliases)]),
  ) as Record<Name, readonly string[]>

export const fieldAliases: Readonly<Record<LeadField, readonly string[]>> = keysOfEach(data.fields)

export const variableAliases: Readonly<Record<VariableName, readonly string[]>> = keysOfEach(data.variables)

/** Columns that say that a person wants no mail. */
export const optOutAliases = keys(data.optOut)

/** Columns that name a consent or another lawful basis. */
export const consentAliases = keys(data.consent)

/** Columns that say how good the row's address is. */
export const verificationAliases = keys(data.verification)

/** Headers that may mean an address's status or anything else: only their cells can tell. */
export const maybeVerification = new Set(keys(data.maybeVerification))

/** Further addresses of the same row. */
export const otherEmail =
  /^(?:person )?(?:(?:secondary|tertiary|other|alternate|alternative|additional|second|third|2nd|3rd) emails?(?: address)?|emails?(?: address)? (?:0|[2-9]|[1-9]\d)(?: value| address)?|emails? (?:1|home|private|personal|other)|zweite email|autre email|otro correo|andere email|facebook email|linkedin email|email value [2-9])$/

/** One column with the whole name of a person, or of a business. */
export const wholeNames = new Set(keys(data.wholeNames))

/** What a person is in a file: a column of whole names below says who, where no other does. */
export const roles = new Set(keys(data.roles))

/** Columns of those who keep the records. Some stand among `wholeNames` too: in another file that is who a row is about. */
export const keepers = new Set(keys(data.keepers))

/** Headers only place directories and map scrapers have: their `title` or `name` is the business. */
export const placeHeaders = new Set(keys(data.placeHeaders))

/** Forms of address: a `Title` column of these is no job. */
export const salutations = new Set(keys(data.salutations))
