import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { MoneySettings, Values } from '#shared/contract/insights/money.ts'
import { parseAmount } from '#shared/domain/insights/money/amounts.ts'
import { valueSources } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { amountWords } from '../../core/lib/typed-figures.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ClientField } from '../../core/ui/client-field.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'

const noValues: Values = { source: null, interestedCents: null, meetingCents: null, wonCents: null }
const valuesPath = '/analytics/money/values'

/** Values of results, for a client and for campaigns that differ. */
export function ValuesTab({ current }: { current: WorkspaceId | null }) {
  const workspaces = useWorkspaces() ?? []
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const workspaceId = current ?? chosen ?? workspaces[0]?.id ?? null
  const settings = useQuery('money.settings', workspaceId === null ? null : { workspaceId })
  if (workspaceId === null) return null
  return (
    <>
      {current === null && workspaces.length > 1 && (
        <ClientField label={t.money.values.client} clients={workspaces} value={workspaceId} onChange={setChosen} />
      )}
      {settings.error && <ErrorNote error={settings.error} onAction={settings.refetch} />}
      {settings.data && <Shown key={workspaceId} workspaceId={workspaceId} settings={settings.data} />}
    </>
  )
}

async function saveValues(
  workspaceId: WorkspaceId,
  campaignId: CampaignId | null,
  values: Values,
  before: Values,
): Promise<void> {
  const put = (one: Values) => call('money.saveValues', { workspaceId, campaignId, values: one })
  await put(values)
  const words = () => t.money.values.saved
  pushUndo({ words, path: valuesPath, undo: () => put(before), redo: () => put(values), toast: words() })
}

function Shown({ workspaceId, settings }: { workspaceId: WorkspaceId; settings: MoneySettings }) {
  const words = t.money.values
  const [added, setAdded] = useState<CampaignId | null>(null)
  const targets = useQuery('money.targets', { workspaceId }).data
  const resetting = useAction(async (campaignId: CampaignId, before: Values) =>
    saveValues(workspaceId, campaignId, noValues, before),
  )
  const { values, currency, campaigns } = settings
  const own = new Set(campaigns.map(({ campaignId }) => campaignId))
  const fresh = targets?.campaigns.find(({ id }) => id === added && !own.has(id))
  return (
    <>
      <Card title={t.money.tabs.values} meta={words.text}>
        <ValuesForm
          key={JSON.stringify(values)}
          values={values}
          currency={currency}
          onSave={(next) => saveValues(workspaceId, null, next, values)}
        />
      </Card>
      <Card
        title={words.ofCampaigns}
        actions={
          <div className="money-column">
            <Select
              label={words.ownFor}
              placeholder={words.chooseCampaign}
              value={null}
              options={(targets?.campaigns ?? [])
                .filter(({ id }) => !own.has(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setAdded}
            />
          </div>
        }
      >
        {resetting.error && <ErrorNote error={resetting.error} />}
        {campaigns.length === 0 && !fresh && <p className="text-2">{words.none}</p>}
        <div className="stack">
          {[...campaigns, ...(fresh ? [{ campaignId: fresh.id, name: fresh.name, values: noValues }] : [])].map(
            (one) => (
              <section
                key={`${one.campaignId} ${JSON.stringify(one.values)}`}
                className="money-own"
                aria-label={one.name}
              >
                <header className="row">
                  <h3 className="ellipsis grow">{one.name}</h3>
                  {own.has(one.campaignId) && (
                    <IconButton
                      size="s"
                      icon={Undo2}
                      label={words.backOf(one.name)}
                      onClick={() => resetting.run(one.campaignId, one.values)}
                    />
                  )}
                </header>
                <ValuesForm
                  values={one.values}
                  usual={values}
                  currency={currency}
                  onSave={(next) => saveValues(workspaceId, one.campaignId, next, one.values)}
                />
              </section>
            ),
          )}
        </div>
      </Card>
    </>
  )
}

type FormProps = {
  values: Values
  /** For a campaign: the client's values. */
  usual?: Values
  currency: string
  onSave: (values: Values) => Promise<unknown>
}

const amounts = ['interested', 'meeting', 'won'] as const

const centsIn = (values: Values, name: (typeof amounts)[number]): number | null =>
  ({ interested: values.interestedCents, meeting: values.meetingCents, won: values.wonCents })[name]

function ValuesForm({ values, usual, currency, onSave }: FormProps) {
  const words = t.money.values
  const typedOf = (cents: number | null | undefined) => (cents == null ? '' : amountWords(cents, currency))
  const [source, setSource] = useState(values.source)
  const [typed, setTyped] = useState({
    interested: typedOf(values.interestedCents),
    meeting: typedOf(values.meetingCents),
    won: typedOf(values.wonCents),
  })
  const centsOf = (text: string) => (text.trim() === '' ? null : parseAmount(text, currency))
  const wrong = (text: string) => text.trim() !== '' && centsOf(text) === null
  const saving = useAction(async () =>
    onSave({
      source,
      interestedCents: centsOf(typed.interested),
      meetingCents: centsOf(typed.meeting),
      wonCents: centsOf(typed.won),
    }),
  )
  const shownSource = source ?? usual?.source ?? 'labels'
  return (
    <Form className="stack" onSubmit={() => !amounts.some((name) => wrong(typed[name])) && saving.run()}>
      {saving.error && <ErrorNote error={saving.error} />}
      <Field label={words.source} hint={words.sourceHints[shownSource]}>
        <Select
          value={source ?? (usual ? 'client' : 'labels')}
          options={[
            ...(usual ? [{ value: 'client' as const, label: words.asClient }] : []),
            ...valueSources.map((value) => ({ value, label: t.money.sources[value] })),
          ]}
          onChange={(next) => setSource(next === 'client' ? null : next)}
        />
      </Field>
      {shownSource === 'labels' && (
        <div className="money-fields">
          {amounts.map((name) => (
            <Field
              key={name}
              label={`${words[name]}, ${currency}`}
              error={wrong(typed[name]) ? t.money.dialog.badAmount : undefined}
              hint={name === 'interested' ? undefined : words.hint}
            >
              <TextInput
                value={typed[name]}
                placeholder={typedOf(usual && centsIn(usual, name))}
                onChange={(text) => setTyped((now) => ({ ...now, [name]: text }))}
                inputMode="decimal"
              />
            </Field>
          ))}
        </div>
      )}
      <div className="row">
        <Button label={words.save} type="submit" variant={usual ? 'secondary' : 'primary'} busy={saving.busy} />
      </div>
    </Form>
  )
}
