/** The definition of an experiment: which variable varies, between which variants, and where their values come from. */
import { z } from 'zod'
import { fieldNames } from '../../campaigns/copy/copy-names.ts'
import { readCopy } from '../../campaigns/copy/read-copy.ts'
import { typedName } from '../../core/typed-name.ts'
import { otherColumnKey } from '../../leads/import/list-columns.ts'
import { leadFields, variableName } from '../../leads/import/mapping.ts'

/** The value a variant gives the variable. Texts may contain `{{variables}}`, filled in for each lead. */
const variantValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['unchanged', 'empty']) }),
  z.object({ kind: z.literal('column'), column: otherColumnKey }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(5_000) }),
])
export type VariantValue = z.output<typeof variantValue>

const variant = z.object({
  name: typedName(40),
  share: z.number().int().min(1).max(1_000),
  value: variantValue,
})
export type Variant = z.output<typeof variant>

/** Goals an experiment can be judged by. */
export const goals = ['replied', 'positive', 'opened'] as const
export type Goal = (typeof goals)[number]

const fieldWords: ReadonlySet<string> = new Set(
  [...leadFields, ...Object.values(fieldNames)].filter((name) => name !== 'personalization'),
)

/** Whether a variable may vary: the operator's own, or `personalization`, but no other field of Instantly's. */
export const canVary = (name: string): boolean => variableName.safeParse(name).success && !fieldWords.has(name)

export const experimentPlan = z
  .object({
    name: typedName(120),
    /** The expected result and its reason, in the operator's words. */
    hypothesis: z.string().trim().max(2_000),
    variable: variableName.refine(canVary),
    variants: z.array(variant).min(2).max(4),
    /** The column whose values are also split evenly between variants; null for none. */
    stratum: otherColumnKey.nullable(),
    /** Whether people of the same company get the same variant. */
    together: z.boolean(),
    goal: z.enum(goals),
  })
  .refine(({ variants }) => new Set(variants.map(({ name }) => name.toLowerCase())).size === variants.length)
export type ExperimentPlan = z.output<typeof experimentPlan>

/** Returns the name of the variable with a lead's variant: that of the one that varies, with a number if taken. */
export function markName(variable: string, taken: ReadonlySet<string>): string {
  const base = `variant_${variable}`.slice(0, 60)
  if (!taken.has(base)) return base
  for (let at = 2; ; at += 1) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`
}

/** Returns the path of a lead's value in the payload. */
export const payloadPathOf = (variable: string): readonly string[] =>
  variable === 'personalization' ? ['personalization'] : ['custom_variables', variable]

/**
 * Returns the names Instantly fills in itself (such as the sender's name); inside a value they would not be filled, and
 * the braces would be visible.
 */
export const findInstantlyNames = (text: string): readonly string[] =>
  readCopy(text).flatMap((token) => (token.kind === 'own' ? [token.name] : []))
