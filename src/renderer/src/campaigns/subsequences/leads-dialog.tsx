import './subsequences.css'
import { useEffect, useState } from 'react'
import {
  type LeadPick,
  leadPicks,
  type PlacedLeadRow,
  type SubsequenceMove,
  type SubsequenceRow,
} from '#shared/contract/campaigns/subsequences.ts'
import type { CampaignId, SubsequenceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { resultOfMove } from './move-progress.tsx'
import { maxAtOnce, type Target, TargetField, useMove } from './move-target.tsx'

type Props = {
  campaignId: CampaignId
  rows: readonly SubsequenceRow[]
  /** Subsequence whose leads are shown first; null for all leads. */
  inside: SubsequenceId | null
  /** Target that is selected first. */
  into: SubsequenceId | null
  onClose: () => void
}

/** Leads of a campaign as they are at Instantly: shows who is in which subsequence, and moves leads in and out. */
export function LeadsDialog({ campaignId, rows, inside, into, onClose }: Props) {
  const words = t.subsequences
  const [move, setMove] = useState<SubsequenceMove | null>(null)
  const [pick, setPick] = useState<LeadPick>(inside === null ? 'all' : 'in_subsequence')
  const [where, setWhere] = useState<SubsequenceId | null>(inside)
  const [target, setTarget] = useState<Target | null>(into ?? (inside === null ? null : 'out'))
  const [chosen, setChosen] = useState<ReadonlyMap<string, PlacedLeadRow>>(new Map())
  const moving = useMove(campaignId, setMove)
  const leads = [...chosen.values()]
  const count = Math.min(leads.length, maxAtOnce)
  if (move) return <Dialog onClose={onClose} width={720} {...resultOfMove(move, onClose)} />
  const start = () => target !== null && moving.run(target, leads)
  return (
    <FormDialog
      onClose={onClose}
      width={720}
      title={words.moveLeads}
      description={words.moveText}
      action={{ ...moving, run: start }}
      label={target === 'out' ? words.takeOut(count) : words.putIn(count)}
      ready={count > 0 && target !== null}
      retry
    >
      <div className="subsequence-picks">
        <Field label={words.which}>
          <Select
            value={pick}
            options={leadPicks.map((value) => ({ value, label: words.picks[value] }))}
            onChange={setPick}
          />
        </Field>
        {pick === 'in_subsequence' && (
          <Field label={words.inWhich}>
            <Select
              value={where}
              options={[
                { value: null, label: words.inAny },
                ...rows.filter(({ goneAt }) => goneAt === null).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setWhere}
            />
          </Field>
        )}
      </div>
      <Leads
        key={`${pick} ${where}`}
        campaignId={campaignId}
        rows={rows}
        pick={pick}
        inside={pick === 'in_subsequence' ? where : null}
        chosen={chosen}
        onChoose={setChosen}
      />
      <TargetField rows={rows} value={target} onChange={setTarget} />
      {leads.length > maxAtOnce && <p className="text-2 small">{words.mostAtOnce(maxAtOnce)}</p>}
    </FormDialog>
  )
}

type LeadsProps = Pick<Props, 'campaignId' | 'rows' | 'inside'> & {
  pick: LeadPick
  chosen: ReadonlyMap<string, PlacedLeadRow>
  onChoose: (chosen: ReadonlyMap<string, PlacedLeadRow>) => void
}

function Leads({ campaignId, rows, pick, inside, chosen, onChoose }: LeadsProps) {
  const words = t.subsequences
  const [found, setFound] = useState<readonly PlacedLeadRow[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const load = useAction(async (after: string | null) => {
    const page = await call('subsequences.leads', { campaignId, pick, into: inside, after })
    setFound((before) => (after === null ? page.rows : [...(before ?? []), ...page.rows]))
    setNext(page.next)
  })
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for a choice
  useEffect(() => load.run(null), [])
  const nameOf = (id: string) => rows.find(({ remoteId }) => remoteId === id)?.name ?? words.insideGone
  const all = found ?? []
  const toggle = (row: PlacedLeadRow) => {
    const after = new Map(chosen)
    if (!after.delete(row.id)) after.set(row.id, row)
    onChoose(after)
  }
  return (
    <>
      {load.error && <ErrorNote error={load.error} onAction={() => load.run(null)} />}
      <Scrolls className="subsequence-leads" role="group" aria-label={words.table} aria-busy={load.busy}>
        {found === null ? (
          <p className="card-pad text-3">{load.busy ? words.reading : words.noLead}</p>
        ) : all.length === 0 ? (
          <p className="card-pad text-3">{words.noLead}</p>
        ) : (
          <PlainTable<PlacedLeadRow>
            label={words.table}
            rows={all}
            rowId={(row) => row.id}
            columns={[
              column('choose', t.remoteLeads.choose, { width: 84 }, (row) => (
                <Checkbox
                  bare
                  checked={chosen.has(row.id)}
                  onChange={() => toggle(row)}
                  label={t.remoteLeads.chooseLead(row.email ?? t.remoteLeads.noEmail)}
                />
              )),
              column('lead', words.lead, {}, (row) => (
                <span className="ellipsis" title={[row.email, row.name, row.company].filter(Boolean).join(', ')}>
                  {row.email ?? t.remoteLeads.noEmail}
                </span>
              )),
              column('name', t.remoteLeads.name, { width: 140, quiet: true }, (row) => row.name),
              column('inside', words.inside, { width: 190 }, (row) =>
                row.subsequenceId === null ? (
                  <span className="text-3">{words.insideNone}</span>
                ) : (
                  <span className="ellipsis">
                    {nameOf(row.subsequenceId)}
                    {row.addedAt && (
                      <span className="text-3 small">
                        {' '}
                        <Time iso={row.addedAt} as="ago" />
                      </span>
                    )}
                  </span>
                ),
              ),
            ]}
          />
        )}
      </Scrolls>
      <div className="row">
        {all.length > 0 && (
          <Button
            label={words.chooseAll(all.length)}
            size="s"
            onClick={() => onChoose(new Map([...chosen, ...all.map((row) => [row.id, row] as const)]))}
          />
        )}
        {chosen.size > 0 && (
          <Button label={words.chooseNone} size="s" variant="quiet" onClick={() => onChoose(new Map())} />
        )}
        {next !== null && (
          <Button label={t.remoteLeads.more} size="s" onClick={() => load.run(next)} busy={load.busy} />
        )}
      </div>
    </>
  )
}
