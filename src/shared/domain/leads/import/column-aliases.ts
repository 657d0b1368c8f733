/**
 * Names that people and tools give to columns, from `column-aliases.json`. They may be spelt there as in files; better
 * columns come first, for files with several columns of the same meaning.
 */
import data from './column-aliases.json' with { type: 'json' }
import { headerKey } from './header-key.ts'
import type { knownVariables, LeadField } from './mapping.ts'

type VariableName = (typeof knownVariables)[number]

/** Most aliases are already in the form `headerKey` returns; it is called only for the others. */
const spelt = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const keys = (aliases: readonly string[]): readonly string[] =>
  aliases.map((alias) => (spelt.test(alias) ? alias : headerKey(alias)))
const keysOfEach = <Name extends string>(lists: Readonly<Record<Name, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries<readonly string[]>(lists).map(([name, aliases]) => [name, keys(aliases)]),
  ) as Record<Name, readonly string[]>

export const fieldAliases: Readonly<Record<LeadField, readonly string[]>> = keysOfEach(data.fields)

export const variableAliases: Readonly<Record<VariableName, readonly string[]>> = keysOfEach(data.variables)

/** Columns that say that a person does not want email. */
export const optOutAliases = keys(data.optOut)

/** Columns that contain consent or another lawful basis. */
export const consentAliases = keys(data.consent)

/** Columns with the verification status of the row's address. */
export const verificationAliases = keys(data.verification)

/** Headers that may mean an address's status or something else; only the cells can tell. */
export const maybeVerification = new Set(keys(data.maybeVerification))

/** Columns with further addresses of the same row. */
export const otherEmailHeader =
  /^(?:person )?(?:(?:secondary|tertiary|other|alternate|alternative|additional|second|third|2nd|3rd) emails?(?: address)?|emails?(?: address)? (?:0|[2-9]|[1-9]\d)(?: value| address)?|emails? (?:1|home|private|personal|other)|zweite email|autre email|otro correo|andere email|facebook email|linkedin email|email value [2-9])$/

/** Columns with the whole name of a person or a business. */
export const wholeNameHeaders = new Set(keys(data.wholeNames))

/**
 * Roles of a person in a file. A column of whole names under such a header names the person if no other column does.
 */
export const roleHeaders = new Set(keys(data.roles))

/**
 * Columns of the people who maintain the records. Some are also in `wholeNames`, because in other files the row is
 * about that person.
 */
export const recordOwnerHeaders = new Set(keys(data.keepers))

/** Headers that only place directories and map scrapers have; a `title` or `name` in such a file is the business. */
export const placeHeaders = new Set(keys(data.placeHeaders))

/** Salutations: a `Title` column with these values is not a job title. */
export const salutationWords = new Set(keys(data.salutations))
