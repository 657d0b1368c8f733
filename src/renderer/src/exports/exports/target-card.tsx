import type { ExportChoices, LeadListChoice } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Card } from '../../core/ui/card.tsx'
import { Field } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Segmented } from '../../core/ui/segmented.tsx'
import { Select } from '../../core/ui/select.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'
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

/** Where the leads go: a new campaign by name, one that is there, or a lead list. */
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
  return (
    <Card
      title={form.kind === 'list' ? t.exportTargets.plan.target : words.target}
      actions={
        <Segmented
          label={words.targetKind}
          value={form.kind}
          options={[
            { value: 'new', label: words.targetNew },
            { value: 'existing', label: words.targetExisting },
            { value: 'list', label: t.exportTargets.plan.targetList },
          ]}
          onChange={(kind) => edit({ kind })}
        />
      }
    >
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
