import './relay.css'
import { Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { eventAliases, knownEventTypes } from '#shared/domain/events/event-types.ts'
import { buildSamplePayload } from '#shared/domain/events/sample-event.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { ChosenClient, useChosenClient } from './choose-client.tsx'
import { TestEventsCard } from './test-events-card.tsx'

const ownType = '*'

/** Activity → Webhook simulator: sends any event made up by hand. */
export function Simulator() {
  const { workspace, all, choose } = useChosenClient()
  return (
    <div className="stack relay-view">
      {workspace ? (
        <>
          <ChosenClient workspace={workspace} all={all} choose={choose} />
          <SimulatorOf key={workspace.id} workspace={workspace} />
        </>
      ) : (
        <EmptyState icon={Send} title={t.relay.simulatorTitle} text={t.relay.noClient} />
      )}
    </div>
  )
}

type Fields = {
  readonly type: string
  readonly label: string
  readonly campaignId: string
  readonly campaignName: string
  readonly lead: string
  readonly mailbox: string
  readonly step: string
  readonly variant: string
  readonly text: string
}

const firstFields = (): Fields => ({
  type: 'reply_received',
  label: '',
  campaignId: '00000000-0000-4000-8000-000000000001',
  campaignName: t.relay.madeUpCampaign,
  lead: 'kai@prospect.example',
  mailbox: 'me@sender.example',
  step: '1',
  variant: '1',
  text: t.relay.madeUpReply,
})

function jsonOf(fields: Fields, at: number): string {
  const type = fields.type === ownType ? fields.label : fields.type
  const number = (text: string) => Math.max(1, Number.parseInt(text, 10) || 1)
  const payload = buildSamplePayload({
    type,
    campaignId: fields.campaignId,
    campaignName: fields.campaignName,
    lead: fields.lead,
    mailbox: fields.mailbox,
    step: number(fields.step),
    variant: number(fields.variant),
    text: fields.text,
    at,
  })
  return JSON.stringify(payload, null, 2)
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function SimulatorOf({ workspace }: { workspace: Workspace }) {
  const words = t.relay
  const relays = useQuery('relay.states', { workspaceId: workspace.id }).data
  const [fields, setFields] = useState(firstFields)
  const [at, setAt] = useState(() => Date.now())
  const [written, setWritten] = useState<string | null>(null)
  const made = useMemo(() => jsonOf(fields, at), [fields, at])
  const json = written ?? made
  const wayThere = workspace.demo || (relays !== undefined && relays.length > 0)
  const send = useAction(async () => {
    await call('relay.simulate', { workspaceId: workspace.id, json })
    showToast(words.sentOff)
    // The next event gets a new time, as it is a different one.
    setAt(Date.now())
  })
  if (relays === undefined) return null
  return (
    <>
      {wayThere ? (
        <Note tone="info">{workspace.demo ? words.simulatorDemo : words.simulatorReal}</Note>
      ) : (
        <Note tone="warn" action={<Button label={words.openSettings} size="s" onClick={() => go('/settings/relay')} />}>
          {words.simulatorNoRelay}
        </Note>
      )}
      <div className="simulator">
        <Card>
          <FieldsForm
            fields={fields}
            onChange={(next) => {
              setFields(next)
              setWritten(null)
            }}
          />
        </Card>
        <Card>
          <div className="stack">
            <Field
              label={words.json}
              hint={words.jsonHint}
              aside={
                written !== null && (
                  <Button label={words.jsonAgain} size="s" variant="quiet" onClick={() => setWritten(null)} />
                )
              }
            >
              <TextArea mono value={json} onChange={setWritten} />
            </Field>
            {send.error && <ErrorNote error={send.error} onAction={send.run} />}
            <div className="row">
              <Button
                label={words.send}
                variant="primary"
                icon={Send}
                shortcut="mod+enter"
                action={send}
                disabled={!wayThere || !isObject(json)}
              />
            </div>
          </div>
        </Card>
      </div>
      <TestEventsCard workspaceId={workspace.id} />
    </>
  )
}

function FieldsForm({ fields, onChange }: { fields: Fields; onChange: (fields: Fields) => void }) {
  const words = t.relay
  const set = (name: keyof Fields) => (value: string) => onChange({ ...fields, [name]: value })
  const options = [
    ...knownEventTypes.map((value) => ({ value: value as string, label: value, group: words.known })),
    ...Object.entries(eventAliases).map(([value, of]) => ({ value, label: value, hint: of, group: words.aliases })),
    { value: ownType, label: words.own, group: words.own },
  ]
  return (
    <div className="stack">
      <Field label={words.type}>
        <Select value={fields.type} options={options} onChange={set('type')} />
      </Field>
      {fields.type === ownType && (
        <Field label={words.ownName}>
          <TextInput value={fields.label} onChange={set('label')} maxLength={100} />
        </Field>
      )}
      <Field label={words.campaignName}>
        <TextInput value={fields.campaignName} onChange={set('campaignName')} maxLength={500} />
      </Field>
      <Field label={words.campaignId}>
        <TextInput mono value={fields.campaignId} onChange={set('campaignId')} maxLength={200} />
      </Field>
      <Field label={words.lead}>
        <TextInput value={fields.lead} onChange={set('lead')} maxLength={320} />
      </Field>
      <Field label={words.mailbox}>
        <TextInput value={fields.mailbox} onChange={set('mailbox')} maxLength={320} />
      </Field>
      <div className="simulator-pair">
        <Field label={words.step}>
          <TextInput type="number" value={fields.step} onChange={set('step')} />
        </Field>
        <Field label={words.variant}>
          <TextInput type="number" value={fields.variant} onChange={set('variant')} />
        </Field>
      </div>
      <Field label={words.words}>
        <TextInput value={fields.text} onChange={set('text')} maxLength={2000} />
      </Field>
    </div>
  )
}
