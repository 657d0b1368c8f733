/** Form state of an experiment, and its conversion to a plan. */
import {
  canVary,
  type ExperimentPlan,
  experimentPlan,
  findInstantlyNames,
  type Goal,
  type VariantValue,
} from '#shared/domain/exports/experiments/plan.ts'

export type VariantForm = {
  /** Identifies the variant while its name is being typed. */
  readonly key: number
  readonly name: string
  readonly share: string
  readonly kind: VariantValue['kind']
  readonly column: string | null
  readonly text: string
}

export type ExperimentForm = {
  readonly name: string
  readonly hypothesis: string
  readonly variable: string
  /** Whether the name of the variable is typed rather than chosen from the list. */
  readonly isOwnName: boolean
  readonly variants: readonly VariantForm[]
  readonly stratum: string | null
  readonly together: boolean
  readonly goal: Goal
}

export const maxVariants = 4
const letters = ['A', 'B', 'C', 'D'] as const

/** Returns a new variant named with the first unused letter. */
export function newVariant(others: readonly VariantForm[], kind: VariantValue['kind']): VariantForm {
  const taken = new Set(others.map(({ name }) => name.trim().toUpperCase()))
  const name = letters.find((letter) => !taken.has(letter)) ?? ''
  const key = Math.max(0, ...others.map((one) => one.key)) + 1
  return { key, name, share: '1', kind, column: null, text: '' }
}

export function firstForm(variables: readonly string[]): ExperimentForm {
  const variable = ['icebreaker', 'personalization', 'subject_line'].find((name) => variables.includes(name))
  const control = newVariant([], variable ? 'unchanged' : 'text')
  return {
    name: '',
    hypothesis: '',
    variable: variable ?? 'subject_line',
    isOwnName: false,
    variants: [control, newVariant([control], 'text')],
    stratum: null,
    together: true,
    goal: 'replied',
  }
}

export const formOf = (plan: ExperimentPlan): ExperimentForm => ({
  ...plan,
  isOwnName: false,
  variants: plan.variants.map(({ name, share, value }, at) => ({
    key: at + 1,
    name,
    share: String(share),
    kind: value.kind,
    column: value.kind === 'column' ? value.column : null,
    text: value.kind === 'text' ? value.text : '',
  })),
})

const valueOf = ({ kind, column, text }: VariantForm): unknown =>
  kind === 'column' ? { kind, column } : kind === 'text' ? { kind, text } : { kind }

/**
 * Returns the plan for a form, or null while it is incomplete. With `named`, the plan needs a name, as it does to be
 * saved; the preview needs none.
 */
export function planOf(form: ExperimentForm, named: boolean): ExperimentPlan | null {
  const { isOwnName: _, variants, name, ...rest } = form
  const parsed = experimentPlan.safeParse({
    ...rest,
    name: named ? name : name.trim() || '-',
    variants: variants.map((one) => ({ name: one.name, share: Number(one.share), value: valueOf(one) })),
  })
  return parsed.success && problemsOf(form).length === 0 ? parsed.data : null
}

/** `key`: the variant with the problem. */
type Problem = { readonly what: 'variable' | 'twice' | 'filled'; readonly key: number }

export function problemsOf({ variable, variants }: ExperimentForm): readonly Problem[] {
  const names = variants.map(({ name }) => name.trim().toLowerCase())
  return [
    ...(canVary(variable.trim()) ? [] : [{ what: 'variable', key: 0 } as const]),
    ...variants.flatMap(({ key, kind, text }, at): Problem[] => [
      ...(names[at] !== '' && names.indexOf(names[at] ?? '') < at ? [{ what: 'twice', key } as const] : []),
      ...(kind === 'text' && findInstantlyNames(text).length > 0 ? [{ what: 'filled', key } as const] : []),
    ]),
  ]
}

/** Returns a new seed. Together with a lead's address it determines the variant the lead gets. */
export const newSeed = (): string =>
  [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
