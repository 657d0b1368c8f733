/** What an experiment is: which variable of a lead varies, between which variants, and where their values come from. */
import { z } from 'zod'
import { fieldNames } from '../../campaigns/copy/copy-names.ts'
import { readCopy } from '../../campaigns/copy/read-copy.ts'
import { otherColumnKey } from '../../leads/import/list-columns.ts'
import { leadFields, variableName } from '../../leads/import/mapping.ts'

/** What a variant puts into the variable. Texts have `{{variables}}`, filled in lead by lead. */
const variantValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['unchanged', 'empty']) }),
  z.object({ kind: z.literal('column'), column: otherColumnKey }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(5_000) }),
])
export type VariantValue = z.output<typeof variantValue>

const variant = z.object({
  name: z.string().trim().min(1).max(40),
  share: z.number().int().min(1).max(1_000),
  value: variantValue,
})
export type Variant = z.output<typeof variant>

/** What an experiment is judged by. */
export const goals = ['replied', 'positive', 'opened'] as const
export type Goal = (typeof goals)[number]

const fieldWords: ReadonlySet<string> = new Set(
  [...leadFields, ...Object.values(fieldNames)].filter((name) => name !== 'personalization'),
)

/** A variable of the operator's own, or Instantly's field `personalization`; no other field of Instantly's. */
export const mayVary = (name: string): boolean => variableName.safeParse(name).success && !fieldWords.has(name)

export const experimentPlan = z
  .object({
    name: z.string().trim().min(1).max(120),
    /** What is expected and why, in the operator's words. */
    hypothesis: z.string().trim().max(2_000),
    variable: variableName.refine(mayVary),
    variants: z.array(variant).min(2).max(4),
    /** The column whose values are split evenly too; null for none. */
    stratum: otherColumnKey.nullable(),
    /** Whether people of one company get the same variant. */
    together: z.boolean(),
    goal: z.enum(goals),
  })
  .refine(({ variants }) => new Set(variants.map(({ name }) => name.toLowerCase())).size === variants.length)
export type ExperimentPlan = z.output<typeof experimentPlan>

/** The variable that holds the name of a lead's variant: told apart by what varies, and by a number where that is taken. */
export function markName(variable: string, taken: ReadonlySet<string>): string {
  const base = `variant_${variable}`.slice(0, 60)
  if (!taken.has(base)) return base
  for (let at = 2; ; at += 1) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`
}

/** Where a value of a lead is kept in what is sent. */
export const placeOf = (variable: string): readonly string[] =>
  variable === 'personalization' ? ['personalization'] : ['custom_variables', variable]

/** What Instantly fills in itself (the sender's name, say): it would stand in a value as it is, braces and all. */
export const notFilled = (text: string): readonly string[] =>
  readCopy(text).flatMap((token) => (token.kind === 'own' ? [token.name] : []))
