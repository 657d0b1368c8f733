import { useState } from 'react'
import type { TargetSettings } from '#shared/contract/insights/alerts.ts'
import { type AlertTargets, noTargets } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { figureOf, figureWords, percentOf, shareOf } from '../../core/lib/typed-figures.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel, useClientParts, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { withCurrent } from '../../core/ui/select-options.ts'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

const all = 'all'
const periods = [7, 14, 30, 60, 90] as const
type Whose = Pick<TargetSettings['own'][number], 'workspaceId' | 'partId'>

/** The operator's targets, for all clients and for individual ones. */
export function TargetsCard() {
  const settings = useQuery('alerts.targets', {}).data
  const workspaces = useWorkspaces()
  const parts = useClientParts()
  const lookOf = useClientLabel()
  const [picked, setPicked] = useState(all)
  if (!settings || !workspaces || !parts) return null
  const words = t.alerts.targets
  const clients: readonly Whose[] = workspaces.flatMap(({ id: workspaceId }) => [
    { workspaceId, partId: null },
    ...parts
      .filter((part) => part.workspaceId === workspaceId)
      .map(({ id: partId }): Whose => ({ workspaceId, partId })),
  ])
  const nameOf = ({ workspaceId, partId }: Whose) => `${workspaceId} ${partId ?? ''}`
  const whose = clients.find((client) => nameOf(client) === picked) ?? null
  const own = whose && settings.own.find((each) => nameOf(each) === nameOf(whose))
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="text-2 small">{words.text}</p>
        <Field label={words.whose}>
          <Select
            value={picked}
            onChange={setPicked}
            options={[
              { value: all, label: words.all },
              ...clients.flatMap((client) => {
                const look = lookOf(client)
                if (!look) return []
                const hasOwn = settings.own.some((each) => nameOf(each) === nameOf(client))
                return [
                  {
                    value: nameOf(client),
                    label: look.whole,
                    before: <WorkspaceSquare colour={look.colour} />,
                    ...(hasOwn ? { hint: words.own } : {}),
                  },
                ]
              }),
            ]}
          />
        </Field>
        <TargetForm
          // The form is reset if another client's targets are shown or the targets are changed elsewhere.
          key={`${picked} ${JSON.stringify(settings)}`}
          settings={settings}
          whose={whose}
          targets={whose ? (own?.targets ?? null) : settings.all}
        />
      </div>
    </Card>
  )
}

type FormProps = { settings: TargetSettings; whose: Whose | null; targets: AlertTargets | null }
type Shares = 'reply' | 'interested' | 'open' | 'unsubscribe'

function TargetForm({ settings, whose, targets }: FormProps) {
  const words = t.alerts.targets
  const shown = targets ?? noTargets
  const percent = (share: number | null) => (share === null ? '' : percentOf(share))
  const [typed, setTyped] = useState<Readonly<Record<Shares | 'cost', string>>>({
    reply: percent(shown.reply),
    interested: percent(shown.interested),
    open: percent(shown.open),
    unsubscribe: percent(shown.unsubscribe),
    cost: shown.costPerReplyCents === null ? '' : figureWords(shown.costPerReplyCents / 100),
  })
  const [periodDays, setPeriodDays] = useState<number>(settings.periodDays)
  const [least, setLeast] = useState(String(settings.minPeople))
  const wanted: AlertTargets = {
    reply: shareOrNone(typed.reply),
    interested: shareOrNone(typed.interested),
    open: shareOrNone(typed.open),
    unsubscribe: shareOrNone(typed.unsubscribe),
    costPerReplyCents: typed.cost.trim() === '' ? null : Math.round(figureOf(typed.cost) * 100),
  }
  const minPeople = figureOf(least)
  const right =
    [wanted.reply, wanted.interested, wanted.open, wanted.unsubscribe].every(
      (share) => share === null || (share >= 0.0001 && share <= 1),
    ) &&
    (wanted.costPerReplyCents === null || (wanted.costPerReplyCents >= 1 && wanted.costPerReplyCents <= 100_000_000)) &&
    Number.isInteger(minPeople) &&
    minPeople >= 20 &&
    minPeople <= 100_000
  const save = useAction(async (next: AlertTargets | null) => {
    if (whose) await call('alerts.saveClientTargets', { ...whose, targets: next })
    else if (next) await call('alerts.saveTargets', { all: next, periodDays, minPeople })
    showToast(words.saved)
  })
  const field = (name: Shares | 'cost', unit: string) => (
    <Field label={words[name]} hint={unit}>
      <TextInput
        value={typed[name]}
        onChange={(value) => setTyped({ ...typed, [name]: value })}
        inputMode="decimal"
        maxLength={10}
      />
    </Field>
  )
  return (
    <div className="stack">
      {whose && targets === null && (
        <p className="text-2 small">{whose.partId === null ? words.asAll : <AsWorkspace whose={whose} />}</p>
      )}
      <div className="targets">
        {field('reply', words.percentPeople)}
        {field('interested', words.percentPeople)}
        {field('open', words.percentPeople)}
        {field('unsubscribe', words.percentPeople)}
        {field('cost', words.costHint)}
        {!whose && (
          <>
            <Field label={words.period}>
              <Select
                value={periodDays}
                onChange={setPeriodDays}
                options={withCurrent(periods, periodDays).map((days) => ({ value: days, label: words.days(days) }))}
              />
            </Field>
            <Field label={words.least}>
              <TextInput value={least} onChange={setLeast} inputMode="numeric" maxLength={7} />
            </Field>
          </>
        )}
      </div>
      {!right && (
        <p className="is-bad small" role="alert">
          {words.wrong}
        </p>
      )}
      {save.error && <ErrorNote error={save.error} />}
      <div className="row">
        <Button label={words.save} disabled={!right} busy={save.busy} onClick={() => save.run(wanted)} />
        {whose && targets && <Button label={words.drop} variant="quiet" onClick={() => save.run(null)} />}
      </div>
    </div>
  )
}

function AsWorkspace({ whose }: { whose: Whose }) {
  const look = useClientLabel()({ workspaceId: whose.workspaceId, partId: null })
  return t.alerts.targets.asWorkspace(look?.name ?? '')
}

const shareOrNone = (typed: string): number | null => (typed.trim() === '' ? null : shareOf(typed))
