/**
 * What the operator decides about the rows of a file: which gates hold, and what is mended on the way. Apart from
 * `row-settings.ts`, for the parse thread, which has no use for zod.
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
  /** Hold back rows whose file says they are not verified (not only those it calls not found). */
  holdUnverified: z.boolean(),
  /** Hold back risky and catch-all addresses. */
  holdRisky: z.boolean().optional(),
  holdRole: z.boolean().optional(),
  holdDisposable: z.boolean().optional(),
  /** Hold back rows with fewer or more cells than the header. */
  holdRagged: z.boolean().optional(),
  /** Hold back everybody where a title, the sheet or the file says that these people get no mail. */
  holdAboutNo: z.boolean().optional(),
  /** Hold back rows without a consent or another lawful basis. */
  needConsent: z.boolean().optional(),
  /** Hold back who is on a block list. Who opted out always stays behind. */
  holdBlocked: z.boolean().optional(),
  /** Hold back who is in another campaign of this client. */
  holdContacted: z.boolean().optional(),
  /** Hold back who was written to for another client. */
  holdOtherClients: z.boolean().optional(),
  /** Of several rows with one address: the first, the best, or the first filled up from the others. */
  duplicates: z.enum(['first', 'best', 'merge']).optional(),
  /** The company stands in for a missing first name. */
  companyAsFirstName: z.boolean().optional(),
  /** A row with `linkedin_email` also becomes the lead of that person. */
  derivePersons: z.boolean().optional(),
  /** Names are tidied where that is certain, and a whole name is split. */
  tidyNames: z.boolean().optional(),
  repairMojibake: z.boolean().optional(),
  /** A literal `\n` becomes a line break, HTML the text it shows. */
  mendValues: z.boolean().optional(),
  /** Variables made of several columns and text, or the same for every lead. */
  composed: z.array(composedVariable).max(40).readonly().optional(),
  /** The person behind a business also gets what was written for the business: its icebreaker, its subject. */
  personTexts: z.boolean().optional(),
})
export type ImportSettings = Readonly<z.infer<typeof importSettings>>
