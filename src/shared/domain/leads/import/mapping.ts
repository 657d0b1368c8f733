/** What a column of a file can be mapped to: one of Instantly's own lead fields, or a custom variable. */
import { z } from 'zod'
import { type OptOutColumnRule, optOutColumnRules, UNCLEAR_ANSWER_CHARS } from './opt-out-cells.ts'

/** Instantly's own lead fields in `POST /leads/add` that a file may fill (official document, 2026-08-21). */
export const leadFields = [
  'email',
  'first_name',
  'last_name',
  'company_name',
  'job_title',
  'phone',
  'website',
  'personalization',
] as const
export type LeadField = (typeof leadFields)[number]

/** Fields that a further person with their own address can have. */
export const personFields = ['first_name', 'last_name', 'full_name', 'job_title', 'phone', 'linkedin_url'] as const
export type PersonField = (typeof personFields)[number]

/** Custom variables suggested by name; the operator may use any other name. */
export const knownVariables = [
  'icebreaker',
  'subject_line',
  'address',
  'city',
  'state',
  'zip',
  'country',
  'linkedin_url',
  'facebook_url',
  'email_source',
  'category',
  'rating',
  'reviews',
  'location',
  'industry',
  'employees',
  'full_name',
  'instagram_url',
  'linkedin_email',
  'linkedin_contact_name',
  'linkedin_contact_title',
  'consent_source',
  'consent_date',
] as const

/**
 * Targets other than `field` and `variable` are not sent as values of their own. `verification` says whether an address
 * was verified, according to the file, and `catch_all` whether its domain accepts any address; both refer to the
 * address in `column`, or to the first one. `email_other` columns contain further addresses, of which the best one in a
 * row is used. With `own`, the address is another person's, described by the `of_address` columns. `opt_out` and
 * `consent` exclude rows, and `read` says how their cells are interpreted (default `yes_stops`); source and date of a
 * consent are stored with the lead.
 */
export type Target =
  | { readonly kind: 'field'; readonly field: LeadField }
  | {
      readonly kind: 'variable'
      readonly name: string
      /** Whether whole names begin with the surname: `Kowalski Jan`. */
      readonly surnameFirst?: true | undefined
    }
  | { readonly kind: 'verification' | 'catch_all'; readonly column?: number | undefined }
  | {
      readonly kind: 'opt_out'
      readonly read?: OptOutColumnRule | undefined
      /** Words confirmed by the operator that do not exclude a row, in the form `unclearAnswerKey` returns. */
      readonly allow?: readonly string[] | undefined
      /** Remarks for which the operator leaves people out, in the same form. */
      readonly leaveOut?: readonly string[] | undefined
    }
  | { readonly kind: 'email_other'; readonly own?: boolean | undefined }
  | { readonly kind: 'of_address'; readonly field: PersonField; readonly column: number }
  | { readonly kind: 'consent' | 'consent_source' | 'consent_date' }
  | { readonly kind: 'left_out' }

/** Names of variables that templates can use: a letter, then letters, digits or underscores, at most 64. */
export const variableName = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

const answeredWords = z.array(z.string().max(UNCLEAR_ANSWER_CHARS)).max(500)

const target: z.ZodType<Target, Target> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), field: z.enum(leadFields) }),
  z.object({ kind: z.literal('variable'), name: variableName, surnameFirst: z.literal(true).optional() }),
  z.object({ kind: z.enum(['verification', 'catch_all']), column: z.number().int().min(0).max(999).optional() }),
  z.object({
    kind: z.literal('opt_out'),
    read: z.enum(optOutColumnRules).optional(),
    allow: answeredWords.optional(),
    leaveOut: answeredWords.optional(),
  }),
  z.object({ kind: z.literal('email_other'), own: z.boolean().optional() }),
  z.object({ kind: z.literal('of_address'), field: z.enum(personFields), column: z.number().int().min(0).max(999) }),
  z.object({ kind: z.enum(['consent', 'consent_source', 'consent_date']) }),
  z.object({ kind: z.literal('left_out') }),
])

/** One target per column, in file order. */
export type Mapping = readonly Target[]
export const mapping: z.ZodType<Mapping, Mapping> = z.array(target).min(1).max(1000)

/** A suggested target, how certain it is, and the reason as a code for the screen. */
export type Suggestion = {
  readonly target: Target
  readonly sure: 'certain' | 'likely' | 'ask'
  readonly why: 'source' | 'header' | 'alias' | 'content' | 'none'
}
