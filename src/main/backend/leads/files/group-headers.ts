/**
 * Two-line headers: `Contact`, `Company` or `Opt-out` above groups of columns, with the column names below. What the
 * upper line says about a column becomes part of its name.
 */
import { fieldAliases } from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { optOutHeaderOf, otherChannel } from '#shared/domain/leads/import/opt-out-headers.ts'
import { isColumnName } from './known-headers.ts'

/** The subdivisions of an opt-out or a consent: the channel, who may write, the date or the reason. */
const isConsentPart =
  /^(?:(?:per|by|via|par|por|tramite) )?(?:emails?|mails?|mailings?|newsletters?|e ?post|epost|correos?|courriels?|phone|telephone|telefon\p{L}*|telefoon|tel|mobile|mobil|handy|calls?|anrufe?|sms|texts?|whats ?app|fax|post|postal|brief\p{L}*|letters?|direct mail|courrier|date|datum|fecha|data|since|seit|am|reason|grund|status)$|^(?:by|to|for|from|with|durch|von|fur|für|par|por|da|door|van) (?:the )?(?:us|exhibitors?|organi[sz]ers?|sponsors?|partners?|vendors?|third part(?:y|ies)|aussteller|veranstalter|partnern|sponsoren|exposant(?:s|en)?|organisat(?:eurs?|or)|partenaires?)$/u

const isBlank = (cell: string | undefined): boolean => cell === undefined || cell.trim() === ''

function consentKindOf(name: string): 'stop' | 'permission' | null {
  const kind = optOutHeaderOf(headerKey(name))
  return kind === 'stop' || kind === 'permission' ? kind : null
}

const isOfBusiness = (name: string): boolean => fieldAliases.company_name.includes(headerKey(name))
const isName = /^(?:name|naam|nom|nome|nombre|navn|namn|nazwa|nimi)$/
const isOfMail = (name: string): boolean => /^(?:e ?mails?|mails?|correo|courriel)\b|\bemails?\b/.test(headerKey(name))

/** Returns column names completed with the line above; null if it adds nothing. `rows` are the first rows below. */
export function withGroupNames(
  header: readonly string[],
  above: readonly string[],
  rows: readonly (readonly string[])[],
): string[] | null {
  const filled = above.filter((cell) => !isBlank(cell)).length
  // A title stands alone in the first cell.
  if (filled === 0 || (filled === 1 && !isBlank(above[0]))) return null
  const keys = header.map(headerKey)
  const namesPeople = keys.some((key) => fieldAliases.first_name.includes(key))
  let group = ''
  const named = header.map((name, at) => {
    const begins = !isBlank(above[at])
    if (begins) group = (above[at] as string).trim()
    if (group === '') return name
    if (isBlank(name)) return begins && filled > 1 ? group : name
    const key = keys[at] as string
    if (key === headerKey(group)) return name
    const whole = `${group}: ${name.trim()}`
    const no = consentKindOf(group) ?? consentKindOf(whole)
    if (no !== null && isConsentPart.test(key)) {
      // `Marketing` may also be the heading of a department's addresses.
      if (no === 'permission' && rows.some((cells) => cells[at]?.includes('@'))) return name
      return otherChannel.test(key) || consentKindOf(whole) === no ? whole : group
    }
    // `Name` of the business, where the people have a `Name` or a `First name` of their own.
    const isTold = keys.indexOf(key) !== keys.lastIndexOf(key) || namesPeople
    if (isTold && isOfBusiness(whole)) return whole
    return isTold && isOfBusiness(group) && isName.test(key) ? group : name
  })
  if (named.every((name, at) => name === header[at])) return null
  // Somebody under a heading such as `Unsubscribed` has no other address, so the heading applies to everybody.
  const isToBeMailed = (name: string) => isOfMail(name) && consentKindOf(name) === null
  return header.some(isOfMail) && !named.some(isToBeMailed) ? null : named
}

/** Whether a record names the parts of columns that the one above combines: `Adresse,,` over `Straße,PLZ,Ort`. */
export function namesParts(above: readonly string[], below: readonly string[]): boolean {
  const width = Math.max(above.length, below.length)
  let parts = 0
  for (let at = 0; at < width; at += 1) {
    const isOpen = at > 0 && isBlank(above[at])
    const begins = !isBlank(above[at]) && at + 1 < width && isBlank(above[at + 1])
    const isSame = !isBlank(above[at]) && above[at]?.trim() === below[at]?.trim()
    if (isBlank(below[at]) ? isOpen || begins : !isOpen && !begins && !isSame) return false
    if (!isBlank(below[at]) && !isSame) parts += 1
  }
  const names = below.filter((cell, at) => !isBlank(cell) && cell.trim() !== above[at]?.trim())
  return parts >= 2 && names.some((name) => isColumnName(name) || isConsentPart.test(headerKey(name)))
}
