import './zones.css'
import { useState } from 'react'
import type { CountryCount, ExportZones, PlannedZone } from '#shared/contract/exports/export-zones.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { readWhole } from '../../campaigns/copy/step-form.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCountry, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { type PlanForm, type PlanProblem, smallestOf } from './plan-form.ts'
import { ZoneDialog, type ZoneRequest } from './zone-dialog.tsx'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
  listId: ListId
  /** The part of the list that is exported. */
  sum: SumInput
  zones: ExportZones | undefined
}

type SumInput = Input<'exports.sum'>

const askedOf = (listId: ListId, form: PlanForm, sum: SumInput | null): ZoneRequest => ({
  listId,
  ...(sum ? { sum: { part: sum.part, place: sum.place, campaign: sum.campaign, rules: sum.rules } } : {}),
  timezone: form.zone,
  startDate: form.startDate || null,
  endDate: form.endDate || null,
  // Small zones are merged only if each zone gets its own campaign.
  smallest: form.perZone ? smallestOf(form) : 1,
})

/**
 * Returns the time zones of the leads the plan would export, or with `sum` null of all ready leads of the list. The
 * previous answer stays while a new one is loading.
 */
export function useZones(
  listId: ListId,
  form: PlanForm,
  sum: SumInput | null,
): { readonly zones: ExportZones | undefined; readonly isBehind: boolean } {
  const now = JSON.stringify(askedOf(listId, form, sum))
  const asked = useDebounced(now, 250)
  const found = useQuery('exports.zones', form.kind === 'new' ? (JSON.parse(asked) as ZoneRequest) : null)
  return { zones: usePreviousData(found.data), isBehind: (now !== asked || found.data === undefined) && !found.error }
}

/** Where the leads live, with an option for one campaign per time zone. */
export function ZonesCard({ form, edit, problems, listId, sum, zones }: Props) {
  const words = t.exportZones
  const [opened, setOpened] = useState<Pick<PlannedZone, 'leads'> & { readonly zone: string | null }>()
  if (!zones) {
    return (
      <Card title={words.title}>
        <p className="text-3">{words.looking}</p>
      </Card>
    )
  }
  if (zones.leads === 0) return null
  const { groups, unknown, leads } = zones
  const limit = readWhole(form.dailyLimit)
  return (
    <Card title={words.title}>
      <div className="stack plan-tight">
        <p>{summary(zones)}</p>
        {groups.length > 1 && <ZoneList groups={groups} perZone={form.perZone} onOpen={setOpened} />}
        {unknown > 0 && unknown < leads && (
          <p className="text-2 small zones-unknown">
            {words.unknown(unknown, form.zone)}{' '}
            <Button
              label={words.openUnknown}
              size="s"
              variant="quiet"
              onClick={() => setOpened({ zone: null, leads: unknown })}
            />
          </p>
        )}
        {(groups.length > 1 || form.perZone) && (
          <Switch
            label={words.perZone}
            hint={words.perZoneHint}
            checked={form.perZone}
            onChange={(perZone) => edit({ perZone })}
          />
        )}
        {form.perZone && (
          <div className="zones-more">
            <div className="plan-limit">
              <Field
                label={words.smallest}
                hint={words.smallestHint}
                error={problems.includes('smallest_wrong') ? words.smallestWrong : undefined}
              >
                <TextInput inputMode="numeric" value={form.smallest} onChange={(smallest) => edit({ smallest })} />
              </Field>
            </div>
            <p className="text-2 small">
              {words.makes(groups.length)}{' '}
              {groups.length > 1 && (
                <>
                  {words.shareAccounts} {limit !== null && words.shareLimit(limit)}
                </>
              )}
            </p>
          </div>
        )}
      </div>
      {opened && <ZoneDialog asked={askedOf(listId, form, sum)} {...opened} onClose={() => setOpened(undefined)} />}
    </Card>
  )
}

function summary({ groups, unknown, leads }: ExportZones): string {
  const words = t.exportZones
  if (unknown === leads) return words.noneKnown
  return groups.length === 1 ? words.one(groups[0]?.zone ?? '') : words.many(leads, groups.length)
}

type ListProps = {
  groups: readonly PlannedZone[]
  perZone: boolean
  onOpen: (of: Pick<PlannedZone, 'zone' | 'leads'>) => void
}

function ZoneList({ groups, perZone, onOpen }: ListProps) {
  const words = t.exportZones
  return (
    <div className="zones-frame">
      <table className="zones" aria-label={words.list}>
        <thead>
          <tr>
            <th scope="col">{words.zone}</th>
            <th scope="col" className="zones-countries">
              {words.countries}
            </th>
            <th scope="col" className="num">
              {words.leads}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.zone}>
              <th scope="row">
                <span className="ellipsis">{group.zone}</span>
                {perZone && group.joined.length > 0 && (
                  <span className="small text-3">
                    {group.joined.map(({ zone, ready }) => words.joined(zone, ready)).join(', ')}
                  </span>
                )}
              </th>
              <td className="text-2 zones-countries">
                <span className="ellipsis" title={namesOf(group.countries, group.countries.length)}>
                  {namesOf(group.countries, 2)}
                </span>
              </td>
              <td className="num">
                <button
                  type="button"
                  className="link tabular"
                  aria-label={words.open(group.zone)}
                  onClick={() => onOpen(group)}
                >
                  {formatNumber(group.leads)}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Names the largest countries and counts the rest. */
function namesOf(countries: readonly CountryCount[], most: number): string {
  const names = countries.map(({ country }) => (country === null ? t.exportZones.noCountry : formatCountry(country)))
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')}, ${t.exportZones.more(rest)}` : formatList(names)
}
