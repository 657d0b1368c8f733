import { Plus, Trash2 } from 'lucide-react'
import { canVary, findInstantlyNames, goals, type VariantValue } from '#shared/domain/exports/experiments/plan.ts'
import { variantLetter } from '../../campaigns/campaigns/step-card.tsx'
import { formatList, t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented, Switch } from '../../core/ui/toggles.tsx'
import { leadColumnName } from '../../insights/analytics/by-column.tsx'
import { type ExperimentForm, maxVariants, newVariant, problemsOf, type VariantForm } from './form.ts'

type Props = {
  form: ExperimentForm
  /** Keys of the list's columns. */
  columns: readonly string[]
  seed: string
  /** Whether the experiment was saved before; if so, no field takes the focus. */
  isKept: boolean
  edit: (change: Partial<ExperimentForm>) => void
}

const kinds = ['unchanged', 'text', 'column', 'empty'] as const satisfies readonly VariantValue['kind'][]
const ownName = ' '

export function PlanFields({ form, columns, seed, isKept, edit }: Props) {
  const words = t.experiments.form
  const setVariant = (key: number, change: Partial<VariantForm>) =>
    edit({ variants: form.variants.map((one) => (one.key === key ? { ...one, ...change } : one)) })
  return (
    <>
      <Card title={words.what}>
        <div className="stack">
          <Field label={words.name} hint={words.nameHint}>
            <TextInput autoFocus={!isKept} maxLength={120} value={form.name} onChange={(name) => edit({ name })} />
          </Field>
          <Field label={words.hypothesis} hint={words.hypothesisHint}>
            <TextArea
              rows={2}
              maxLength={2000}
              value={form.hypothesis}
              onChange={(hypothesis) => edit({ hypothesis })}
            />
          </Field>
          <Variable form={form} columns={columns} edit={edit} />
          <div className="field experiment-goal">
            <div className="field-head">{words.goal}</div>
            <Segmented
              label={words.goal}
              value={form.goal}
              options={goals.map((value) => ({ value, label: words.goals[value] }))}
              onChange={(goal) => edit({ goal })}
            />
            {form.goal === 'opened' && <p className="field-note">{words.goalOpened}</p>}
          </div>
        </div>
      </Card>
      <Card
        title={words.variants}
        actions={
          <Button
            label={words.add}
            size="s"
            icon={Plus}
            disabled={form.variants.length >= maxVariants}
            onClick={() => edit({ variants: [...form.variants, newVariant(form.variants, 'text')] })}
          />
        }
      >
        <div className="stack">
          {form.variants.map((variant, at) => (
            <VariantFields
              key={variant.key}
              variant={variant}
              letter={variantLetter(at)}
              columns={columns}
              problems={problemsOf(form)}
              edit={(change) => setVariant(variant.key, change)}
              onRemove={
                form.variants.length > 2
                  ? () => edit({ variants: form.variants.filter(({ key }) => key !== variant.key) })
                  : null
              }
            />
          ))}
        </div>
      </Card>
      <Card title={words.fair}>
        <div className="stack">
          <Field label={words.stratum} hint={words.stratumHint}>
            <Select
              value={form.stratum}
              options={[{ value: null, label: words.stratumNone }, ...options(columns)]}
              onChange={(stratum) => edit({ stratum })}
            />
          </Field>
          <Switch
            label={words.together}
            hint={words.togetherHint}
            checked={form.together}
            onChange={(together) => edit({ together })}
          />
          <p className="small text-3">{words.seed(seed)}</p>
        </div>
      </Card>
    </>
  )
}

const options = (columns: readonly string[]) => columns.map((value) => ({ value, label: leadColumnName(value) }))

function Variable({ form, columns, edit }: Omit<Props, 'seed' | 'isKept'>) {
  const words = t.experiments.form
  const own = columns.flatMap((key) => (key.startsWith('variable:') ? [key.slice(9)] : []))
  const names = [...new Set([...own, 'icebreaker', 'subject_line', form.variable])].filter(canVary)
  const isBad = !canVary(form.variable.trim())
  return (
    <>
      <Field label={words.variable} hint={isBad || form.isOwnName ? undefined : words.copyHint(form.variable)}>
        <Select
          value={form.isOwnName ? ownName : form.variable}
          options={[
            ...names
              .filter((name) => name !== 'personalization' && !(form.isOwnName && name === form.variable))
              .map((value) => ({ value, label: value })),
            { value: 'personalization', label: words.personalization },
            { value: ownName, label: words.newVariable },
          ]}
          onChange={(variable) =>
            edit(variable === ownName ? { isOwnName: true, variable: '' } : { isOwnName: false, variable })
          }
        />
      </Field>
      {form.isOwnName && (
        <Field
          label={words.newName}
          error={form.variable !== '' && isBad ? words.badName : undefined}
          hint={isBad ? undefined : words.copyHint(form.variable.trim())}
        >
          <TextInput mono autoFocus maxLength={64} value={form.variable} onChange={(variable) => edit({ variable })} />
        </Field>
      )}
    </>
  )
}

type VariantProps = {
  variant: VariantForm
  letter: string
  columns: readonly string[]
  problems: ReturnType<typeof problemsOf>
  edit: (change: Partial<VariantForm>) => void
  onRemove: (() => void) | null
}

function VariantFields({ variant, letter, columns, problems, edit, onRemove }: VariantProps) {
  const words = t.experiments.form
  const { name, share, kind, column, text } = variant
  const has = (what: (typeof problems)[number]['what']) =>
    problems.some((problem) => problem.what === what && problem.key === variant.key)
  return (
    <fieldset className="experiment-variant">
      <legend className="sr-only">{words.variant(letter)}</legend>
      <div className="experiment-variant-head">
        <Field label={words.variantName} error={has('twice') ? words.twice : undefined}>
          <TextInput maxLength={40} value={name} onChange={(typed) => edit({ name: typed })} />
        </Field>
        <Field label={words.share}>
          <TextInput
            type="number"
            min={1}
            max={1000}
            value={share}
            onChange={(typed) => edit({ share: typed })}
            className="tabular"
          />
        </Field>
        <Field label={words.value}>
          <Select
            value={kind}
            options={kinds.map((value) => ({ value, label: words.values[value] }))}
            onChange={(value) => edit({ kind: value })}
          />
        </Field>
        {onRemove && <IconButton icon={Trash2} label={words.remove(name || letter)} onClick={onRemove} />}
      </div>
      {kind === 'column' && (
        <Field label={words.column}>
          <Select value={column} options={options(columns)} onChange={(value) => edit({ column: value })} />
        </Field>
      )}
      {kind === 'text' && (
        <Field
          label={words.text}
          hint={words.textHint}
          error={has('filled') ? words.notFilled(formatList(findInstantlyNames(text))) : undefined}
        >
          <TextArea rows={3} maxLength={5000} value={text} onChange={(typed) => edit({ text: typed })} />
        </Field>
      )}
    </fieldset>
  )
}
