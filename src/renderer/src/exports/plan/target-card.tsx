import { useState } from 'react'
import type { ExportChoices, LeadListChoice } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { campaignTone, isActive } from './campaign-state.ts'
import { LeadListFields } from './lead-list-fields.tsx'
import type { PlanForm, PlanProblem } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
  choices: ExportChoices | undefined
  /** Undefined until they are read. */
  lists: readonly LeadListChoice[] | undefined
}

/** Details of the target that the title cannot show: which campaign or lead list, and notes on its name. */
export function TargetCard({ form, edit, problems, choices, lists }: Props) {
  const words = t.exports.plan
  const campaigns = choices?.campaigns ?? []
  const chosen = campaigns.find((campaign) => campaign.id === form.campaignId)
  const taken = campaigns.some((campaign) => campaign.name === form.name.trim())
  const nameError = problems.includes('name_empty')
    ? words.nameEmpty
    : problems.includes('name_long')
      ? words.nameTooLong
      : undefined
  const campaignError = problems.includes('campaign_missing')
    ? words.campaignMissing
    : problems.includes('campaign_gone')
      ? words.campaignGone
      : undefined
  // Once shown, the field stays while it is edited.
  const [asksName, setAsksName] = useState(false)
  if (form.kind === 'new' && nameError && !asksName) setAsksName(true)
  if (form.kind === 'new' && !asksName) return taken ? <Note tone="info">{words.nameTaken}</Note> : null
  return (
    <Card className="plan-target">
      {form.kind === 'list' ? (
        <LeadListFields form={form} edit={edit} problems={problems} lists={lists} />
      ) : form.kind === 'new' ? (
        <Field label={words.name} error={nameError} hint={taken ? words.nameTaken : undefined}>
          <TextInput value={form.name} onChange={(name) => edit({ name })} />
        </Field>
      ) : (
        <div className="stack plan-tight">
          <Field label={words.campaign} error={campaignError} hint={choices ? undefined : words.campaignsUnread}>
            <Select
              value={form.campaignId}
              placeholder={words.campaignChoose}
              disabled={!choices}
              searchable
              before={chosen && <Dot tone={campaignTone(chosen.status)} />}
              options={campaigns.map((campaign) => ({
                value: campaign.id,
                label: campaign.name,
                hint: t.exports.campaignState(campaign.status),
                before: <Dot tone={campaignTone(campaign.status)} />,
              }))}
              onChange={(campaignId) => edit({ campaignId })}
            />
          </Field>
          {chosen && isActive(chosen) && (
            <Note tone="warn" title={words.activeTitle}>
              {words.activeText}
            </Note>
          )}
        </div>
      )}
    </Card>
  )
}
