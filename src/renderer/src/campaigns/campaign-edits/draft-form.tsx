import { Plus, RefreshCw, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { EditForm, SenderChoice } from '#shared/contract/campaigns/campaign-edits.ts'
import { type CampaignDraft, type DraftProblem, type DraftSchedule } from '#shared/domain/campaigns/campaign-draft.ts'
import { campaignNumbers, campaignSwitches } from '#shared/domain/campaigns/read-campaign.ts'
import { instantlyZones } from '#shared/domain/core/instantly-zones.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, SearchInput, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Checkbox, DayToggles, Switch } from '../../core/ui/toggles.tsx'
import { CopyForm } from './copy-form.tsx'

type Props = {
  form: EditForm
  draft: CampaignDraft
  workspaceId: WorkspaceId
  problems: readonly DraftProblem[]
  onChange: (draft: CampaignDraft) => void
}

/** Form for all editable settings of a campaign. */
export function DraftForm({ form, draft, workspaceId, problems, onChange }: Props) {
  const edit = (change: Partial<CampaignDraft>) => onChange({ ...draft, ...change })
  return (
    <div className="draft-columns">
      <div className="stack">
        <BasicsCard form={form} draft={draft} problems={problems} edit={edit} />
        <CopyForm
          steps={draft.steps}
          unread={form.unread.includes('copy')}
          problems={problems}
          onChange={(steps) => edit({ steps: [...steps] })}
        />
      </div>
      <div className="stack">
        <SendersCard form={form} draft={draft} workspaceId={workspaceId} edit={edit} />
        <LimitsCard draft={draft} problems={problems} edit={edit} />
      </div>
    </div>
  )
}

type PartProps = { draft: CampaignDraft; edit: (change: Partial<CampaignDraft>) => void }

const zones = [...instantlyZones].toSorted(compareNames)

function BasicsCard({ form, draft, problems, edit }: PartProps & Pick<Props, 'form' | 'problems'>) {
  const words = t.campaignEdits
  const wrong = (problem: DraftProblem) => (problems.includes(problem) ? words.problems[problem] : undefined)
  const editHours = (at: number, change: Partial<DraftSchedule>) =>
    edit({ schedules: draft.schedules.map((each, other) => (other === at ? { ...each, ...change } : each)) })
  const first = draft.schedules[0]
  return (
    <Card title={words.basics}>
      <div className="stack">
        <Field label={words.name} error={wrong('name')}>
          <TextInput value={draft.name} maxLength={1000} onChange={(name) => edit({ name })} />
        </Field>
        {form.unread.includes('schedule') ? (
          <Note tone="warn">{words.unread.schedule}</Note>
        ) : (
          <>
            {draft.schedules.map((hours, at) => (
              // Hours have no ids, and names may repeat.
              <div key={at} className="draft-hours" role="group" aria-label={words.scheduleName(at + 1)}>
                <DayToggles
                  label={words.days}
                  days={hours.days}
                  onChange={(days) => editHours(at, { days })}
                  error={hours.days.length === 0 ? wrong('days') : undefined}
                />
                <Field label={words.from} error={hours.from >= hours.to ? wrong('hours') : undefined}>
                  <TextInput type="time" value={hours.from} onChange={(from) => editHours(at, { from })} />
                </Field>
                <Field label={words.to}>
                  <TextInput type="time" value={hours.to} onChange={(to) => editHours(at, { to })} />
                </Field>
                <Field label={words.zone} {...(at === 0 ? { hint: words.zoneHint } : {})}>
                  <Select
                    searchable
                    value={hours.timezone}
                    options={[...new Set([hours.timezone, ...zones])].map((zone) => ({ value: zone, label: zone }))}
                    onChange={(timezone) => editHours(at, { timezone })}
                  />
                </Field>
                {draft.schedules.length > 1 && (
                  <IconButton
                    icon={Trash2}
                    label={words.removeHours}
                    onClick={() => edit({ schedules: draft.schedules.filter((_, other) => other !== at) })}
                  />
                )}
              </div>
            ))}
            <div className="row">
              <Button
                label={words.addHours}
                size="s"
                icon={Plus}
                onClick={() =>
                  edit({
                    schedules: [
                      ...draft.schedules,
                      first ?? {
                        name: '',
                        from: '09:00',
                        to: '17:00',
                        days: [1, 2, 3, 4, 5],
                        timezone: 'Europe/Belgrade',
                      },
                    ],
                  })
                }
              />
            </div>
            <div className="draft-dates">
              <Field label={words.startDate} hint={words.open}>
                <TextInput
                  type="date"
                  value={draft.startDate ?? ''}
                  onChange={(startDate) => edit({ startDate: startDate || null })}
                />
              </Field>
              <Field label={words.endDate} hint={words.open} error={wrong('dates')}>
                <TextInput
                  type="date"
                  value={draft.endDate ?? ''}
                  onChange={(endDate) => edit({ endDate: endDate || null })}
                />
              </Field>
            </div>
          </>
        )}
      </div>
    </Card>
  )
}

function LimitsCard({ draft, problems, edit }: PartProps & Pick<Props, 'problems'>) {
  const words = t.campaignEdits
  return (
    <>
      <Card title={words.limits}>
        <div className="draft-numbers">
          {campaignNumbers.map((name) => (
            <Field
              key={name}
              label={t.campaigns.numbers[name]}
              error={problems.find((one) => one === name) && words.problems.daily_max_leads}
            >
              <TextInput
                type="number"
                min={0}
                placeholder={words.notSet}
                value={draft.numbers[name] === null ? '' : String(draft.numbers[name])}
                onChange={(text) =>
                  edit({ numbers: { ...draft.numbers, [name]: numberOf(text, name === 'pl_value') } })
                }
              />
            </Field>
          ))}
        </div>
      </Card>
      <Card title={words.settings}>
        <div className="stack-2 draft-switches">
          {campaignSwitches.map((name) => (
            <Switch
              key={name}
              label={t.campaigns.switches[name]}
              checked={draft.switches[name] === true}
              onChange={(on) => edit({ switches: { ...draft.switches, [name]: on } })}
            />
          ))}
        </div>
      </Card>
    </>
  )
}

/** Parses a number, whole unless it is an amount of money; null if empty. */
function numberOf(text: string, parts: boolean): number | null {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null
  return parts ? value : Math.min(100_000, Math.floor(value))
}

/** Checkboxes shown at once; more are found by searching. */
const maxShown = 200

function SendersCard(props: PartProps & Pick<Props, 'form' | 'workspaceId'>) {
  if (!props.form.unread.includes('senders')) return <ChosenSenders {...props} />
  return (
    <Card title={t.campaignEdits.senders}>
      <Note tone="warn">{t.campaignEdits.unread.senders}</Note>
    </Card>
  )
}

function ChosenSenders({ form, draft, workspaceId, edit }: PartProps & Pick<Props, 'form' | 'workspaceId'>) {
  const words = t.campaignEdits
  const [typed, setTyped] = useState('')
  const reading = useAction(async () => call('campaignEdits.readSenders', { workspaceId }))
  const never = form.sendersReadAt === null
  const { run } = reading
  // Loaded once automatically, as nobody could choose another one otherwise. A failure is shown with a button to retry.
  useEffect(() => {
    if (never) run()
  }, [never, run])
  const chosen = new Set(draft.senders.map((email) => email.toLowerCase()))
  const wanted = typed.trim().toLowerCase()
  const shown = form.senders.filter(({ email }) => email.toLowerCase().includes(wanted)).slice(0, maxShown)
  const toggle = (email: string, on: boolean) =>
    edit({
      senders: on
        ? [...draft.senders, email]
        : draft.senders.filter((each) => each.toLowerCase() !== email.toLowerCase()),
    })
  return (
    <Card
      title={words.senders}
      meta={words.sendersChosen(chosen.size, form.senders.length)}
      actions={
        <IconButton icon={RefreshCw} label={words.sendersRead} busy={reading.busy} onClick={() => reading.run()} />
      }
    >
      <div className="stack">
        {reading.error && <ErrorNote error={reading.error} onAction={() => reading.run()} />}
        {form.senders.length > 8 && (
          <SearchInput value={typed} onChange={setTyped} placeholder={words.sendersSearch} maxLength={200} />
        )}
        <div className="stack-2 draft-senders" role="group" aria-label={words.senders}>
          {shown.map((sender) => (
            <Checkbox
              key={sender.email}
              label={sender.email}
              hint={senderWords(sender, form.sendersReadAt !== null)}
              checked={chosen.has(sender.email.toLowerCase())}
              onChange={(on) => toggle(sender.email, on)}
            />
          ))}
        </div>
        {chosen.size === 0 && <p className="is-warn small">{words.sendersNone}</p>}
        <p className="text-3 small">
          {form.sendersReadAt ? (
            <>
              {words.sendersReadAt} <Time iso={form.sendersReadAt} as="ago" />
            </>
          ) : (
            words.sendersNever
          )}
        </p>
      </div>
    </Card>
  )
}

function senderWords({ status, dailyLimit }: SenderChoice, read: boolean): string | undefined {
  const words = t.campaignEdits
  if (status === null) return read ? words.senderUnknown : undefined
  if (status !== 1) return words.senderOff
  return dailyLimit === null ? undefined : words.senderLimit(dailyLimit)
}
