import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import type { OptionsForm, PlanForm, PlanProblem } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
}

const switches = ['open_tracking', 'link_tracking', 'stop_on_reply', 'stop_on_auto_reply', 'text_only'] as const

/** Minutes used in the examples of Instantly's API documentation, which gives no defaults. */
const exampleMinutes = 10

/** What a new campaign tracks, when it stops for a lead, and how long it waits between emails. */
export function OptionsCard({ form, edit, problems }: Props) {
  const words = t.review.options
  const { options } = form
  const set = (change: Partial<OptionsForm>) => edit({ options: { ...options, ...change } })
  return (
    <Card title={words.title}>
      <div className="stack plan-tight">
        <div className="plan-switches">
          {switches.map((name) => (
            <Switch
              key={name}
              label={t.campaigns.switches[name]}
              hint={words.hints[name]}
              checked={options[name]}
              onChange={(on) => set({ [name]: on })}
            />
          ))}
        </div>
        <div className="plan-minutes">
          <Field
            label={words.emailGap}
            hint={words.example(exampleMinutes)}
            error={problems.includes('gap_wrong') ? words.wrong : undefined}
          >
            <TextInput inputMode="numeric" value={options.email_gap} onChange={(text) => set({ email_gap: text })} />
          </Field>
          <Field
            label={words.randomWait}
            hint={words.example(exampleMinutes)}
            error={problems.includes('wait_wrong') ? words.wrong : undefined}
          >
            <TextInput
              inputMode="numeric"
              value={options.random_wait_max}
              onChange={(text) => set({ random_wait_max: text })}
            />
          </Field>
        </div>
        <p className="small text-3">{words.note}</p>
      </div>
    </Card>
  )
}
