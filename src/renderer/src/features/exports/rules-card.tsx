import type { ExportChoices } from '#shared/contract/exports.ts'
import { t } from '../../lib/texts.ts'
import { Card } from '../../ui/card.tsx'
import { Switch } from '../../ui/switch.tsx'
import { accountsOf, type PlanForm } from './plan-form.ts'

const words = t.exports.plan

type Props = { form: PlanForm; edit: (change: Partial<PlanForm>) => void; choices: ExportChoices | undefined }

/** What holds for every lead of the export. */
export function RulesCard({ form, edit, choices }: Props) {
  const sendsNothing =
    form.kind === 'new' && (form.steps.length === 0 || accountsOf(form, choices).length === 0) && form.activate
  const activateHint = form.kind === 'existing' ? words.activateHintExisting : words.activateHint
  return (
    <Card title={words.options}>
      <div className="stack plan-tight">
        <Switch label={words.skip} hint={words.skipHint} checked={form.skip} onChange={(skip) => edit({ skip })} />
        <Switch
          label={words.activate}
          hint={sendsNothing ? <span className="is-warn">{words.activateBlocked}</span> : activateHint}
          checked={form.activate}
          onChange={(activate) => edit({ activate })}
        />
      </div>
    </Card>
  )
}
