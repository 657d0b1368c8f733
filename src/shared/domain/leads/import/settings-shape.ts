/**
 * The operator's settings for the rows of a file: which gates exclude rows, and what is fixed during import. Separate
 * from `row-settings.ts` because the parse thread does not need zod.
 */
import { z } from 'zod'
import { variableName } from './mapping.ts'

/** See `composed.ts`. */
const composedVariable = z.object({
  name: variableName,
  parts: z
    .array(
      z.union([
        z.object({ column: z.number().int().min(0).max(999) }).strict(),
        z.object({ text: z.string().min(1).max(2000) }).strict(),
      ]),
    )
    .min(1)
    .max(40)
    .readonly(),
  fallback: z.string().max(2000),
})

export const importSettings = z.object({
  /** Exclude rows whose file says the address is not verified (not only those it calls not found). */
  holdUnverified: z.boolean(),
  /** Exclude risky and catch-all addresses. */
  holdRisky: z.boolean().optional(),
  holdRole: z.boolean().optional(),
  holdDisposable: z.boolean().optional(),
  /** Exclude rows with fewer or more cells than the header. */
  holdRagged: z.boolean().optional(),
  /** Exclude everybody if a title, the sheet name or the file name says that these people must not be contacted. */
  holdAboutNo: z.boolean().optional(),
  /** Exclude people whose job title says that they no longer have the job. Those who died are always excluded. */
  holdPastJobs: z.boolean().optional(),
  /** Exclude rows without consent or another lawful basis. */
  needConsent: z.boolean().optional(),
  /** Exclude people who are on a block list. People who opted out are always excluded. */
  holdBlocked: z.boolean().optional(),
  /** Exclude people who are in another campaign of this client. */
  holdContacted: z.boolean().optional(),
  /** Exclude people who were contacted for another client. */
  holdOtherClients: z.boolean().optional(),
  /**
   * What to keep of several rows with the same address: the first, the best, or the first with missing values filled in
   * from the others.
   */
  duplicates: z.enum(['first', 'best', 'merge']).optional(),
  /** Use the company in place of a missing first name. */
  companyAsFirstName: z.boolean().optional(),
  /** Create an additional lead for the person in `linkedin_email`. */
  derivePersons: z.boolean().optional(),
  /** Tidy names where the result is certain, and split whole names. */
  tidyNames: z.boolean().optional(),
  repairMojibake: z.boolean().optional(),
  /**
   * Convert a literal `
   * ` to a line break, and HTML to its text.
   */
  mendValues: z.boolean().optional(),
  /** Variables composed of several columns and text, or with the same value for every lead. */
  composed: z.array(composedVariable).max(40).readonly().optional(),
  /** Give the person behind a business also the texts written for the business: its icebreaker, its subject. */
  personTexts: z.boolean().optional(),
})
export type ImportSettings = Readonly<z.infer<typeof importSettings>>
