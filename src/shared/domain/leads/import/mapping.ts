/** What a column of a file can become: one of Instantly's own lead fields, or a custom variable. */
import { z } from 'zod'
import { ASKED_CHARS, noReadings, type OptOutColumnRule } from './file-no.ts'

/** Instantly's own fields of a lead in `POST /leads/add` that a file may fill (official document, 2026-08-21). */
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

/** What an address of its own person has for itself. */
export const personFields = ['first_name', 'last_name', 'full_name', 'job_title', 'phone', 'linkedin_url'] as const
export type PersonField = (typeof personFields)[number]

/** Custom variables offered by name; any other name is the operator's choice. */
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
 * What is not sent: `verification` tells whether an address was verified, by the file's own word, and `catch_all`
 * whether its domain takes any address; both about the address in `column`, or about the first one. `email_other`
 * columns give further addresses: the best of a row is used. One with `own` is another person's, of whom the columns
 * `of_address` tell. `opt_out` and `consent` hold rows back, `read` says by which
 * cells (`yes_stops` where nothing is said); where a consent came from and when are kept as facts of the lead.
 */
export type Target =
  | { readonly kind: 'field'; readonly field: LeadField }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'verification' | 'catch_all'; readonly column?: number | undefined }
  | {
      readonly kind: 'opt_out'
      readonly read?: OptOutColumnRule | undefined
      /** What was asked about, and does not leave a row out: words as `askedWord` has them. */
      readonly allow?: readonly string[] | undefined
    }
  | { readonly kind: 'email_other'; readonly own?: boolean | undefined }
  | { readonly kind: 'of_address'; readonly field: PersonField; readonly column: number }
  | { readonly kind: 'consent' | 'consent_source' | 'consent_date' }
  | { readonly kind: 'left_out' }

/** Names of variables as templates can use them: a letter, then letters, figures or underscores, at most 64. */
export const variableName = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

const target: z.ZodType<Target, Target> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), field: z.enum(leadFields) }),
  z.object({ kind: z.literal('variable'), name: variableName }),
  z.object({ kind: z.enum(['verification', 'catch_all']), column: z.number().int().min(0).max(999).optional() }),
  z.object({
    kind: z.literal('opt_out'),
    read: z.enum(noReadings).optional(),
    allow: z.array(z.string().max(ASKED_CHARS)).max(500).optional(),
  }),
  z.object({ kind: z.literal('email_other'), own: z.boolean().optional() }),
  z.object({ kind: z.literal('of_address'), field: z.enum(personFields), column: z.number().int().min(0).max(999) }),
  z.object({ kind: z.enum(['consent', 'consent_source', 'consent_date']) }),
  z.object({ kind: z.literal('left_out') }),
])

/** One target per column, by the column's position in the file. */
export type Mapping = readonly Target[]
export const mapping: z.ZodType<Mapping, Mapping> = z.array(target).min(1).max(1000)

/** How sure a proposal is, and why, in a word the screen can show. */
export type Suggestion = {
  readonly target: Target
  readonly sure: 'certain' | 'likely' | 'ask'
  readonly why: 'source' | 'header' | 'alias' | 'content' | 'none'
}
