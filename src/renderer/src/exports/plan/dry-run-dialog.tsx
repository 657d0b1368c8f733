import { Copy } from 'lucide-react'
import { useState } from 'react'
import { type DryRequest, type DryRun, type TargetKind, targetKindOf } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'

type Props = { listId: ListId; onClose: () => void } & Pick<Input<'exports.start'>, 'settings' | 'part'>

const leadsShown = 25

/** Describes the purpose of a request. */
const requestNames =
  (target: TargetKind) =>
  ({ what, about }: DryRequest): string => {
    const [words, own] = [t.sequences.dry.what, t.exportTargets.dry]
    if (what === 'create_tag') return own.create_tag(about ?? '')
    if (what === 'tag') return own.tag
    if (target === 'list' && what === 'look') return own.lookList
    return target === 'list' && what === 'create' ? own.createList : words[what]
  }

/** Exact requests of an export, by batch and by lead. */
export function DryRunDialog({ listId, settings, part, onClose }: Props) {
  const words = t.sequences.dry
  const nameOf = requestNames(targetKindOf(settings.target))
  const [after, setAfter] = useState(0)
  const [offset, setOffset] = useState(0)
  const [zone, setZone] = useState<string | null>(null)
  const asked = useQuery('exports.dryRun', { listId, settings, part, after, zone, page: { offset, limit: leadsShown } })
  const run = usePreviousData(asked.data)
  const leads = run?.requests.find(({ what }) => what === 'add')?.leads ?? 0
  const curl = useAction(async ({ what, about }: DryRequest) => {
    copyText(await call('exports.dryRunCurl', { listId, settings, part, after, zone, what, about }))
  })
  const goTo = (position: number) => {
    setAfter(position)
    setOffset(0)
  }
  const error = asked.error ?? curl.error
  return (
    <Dialog
      onClose={onClose}
      title={words.title}
      description={words.text}
      width={760}
      actions={
        <>
          {after > 0 && <Button label={words.firstBatch} variant="quiet" onClick={() => goTo(0)} />}
          <Button
            label={words.nextBatch}
            disabled={!run || run.next === null}
            onClick={() => run && run.next !== null && goTo(run.next)}
          />
          <Button label={words.close} variant="primary" onClick={onClose} />
        </>
      }
    >
      <Scrolls className="dry-run" role="region" aria-label={words.title}>
        {error && <ErrorNote error={error} />}
        {run && run.zones.length > 0 && (
          <Field label={t.exportZones.dryZone}>
            <Select
              value={run.zone ?? ''}
              options={run.zones.map((each) => ({ value: each, label: each }))}
              onChange={(next) => {
                setZone(next)
                goTo(0)
              }}
            />
          </Field>
        )}
        {after > 0 && <p className="text-3 small">{words.batchFrom(after)}</p>}
        {run?.requests.map((request) => (
          <section key={`${request.what} ${request.about ?? ''}`} className="dry-request" aria-label={nameOf(request)}>
            <header>
              <b>{nameOf(request)}</b>
              <code className="selectable">
                {request.method} {request.path}
              </code>
              <span className="text-3 small tabular">
                {request.leads > 0 && `${words.leads(request.leads)}, `}
                {request.bytes > 0 && words.size(formatNumber(Math.max(1, Math.round(request.bytes / 1024))))}
              </span>
              <button
                type="button"
                className="button button-secondary button-s"
                aria-label={words.copyCurlOf(nameOf(request))}
                onClick={() => curl.run(request)}
              >
                <Copy size={14} strokeWidth={1.5} aria-hidden />
                {words.copyCurl}
              </button>
            </header>
            {request.body !== null && (
              <details>
                <summary className="small">{words.body}</summary>
                <Scrolls as="pre" className="selectable">
                  {request.body}
                </Scrolls>
              </details>
            )}
            {request.what === 'add' && <Leads run={run} count={leads} offset={offset} onOffset={setOffset} />}
          </section>
        ))}
        <p className="small text-3">
          {words.copied} {words.note}
        </p>
      </Scrolls>
    </Dialog>
  )
}

type LeadsProps = { run: DryRun; count: number; offset: number; onOffset: (offset: number) => void }

/** Leads of the batch, one page at a time. */
function Leads({ run, count, offset, onOffset }: LeadsProps) {
  const words = t.sequences.dry
  return (
    <details open>
      <summary className="small">{words.showLeads}</summary>
      <ol className="dry-leads">
        {run.leads.map((lead) => (
          <li key={lead.position}>
            <details>
              <summary>
                <span className="tabular text-3">{formatNumber(lead.position)}</span> {lead.email}
                {lead.filled.length > 0 && (
                  <span className="text-3 small"> · {t.exportHistory.fill.dryFilled(lead.filled)}</span>
                )}
              </summary>
              <Scrolls as="pre" className="selectable">
                {lead.json}
              </Scrolls>
            </details>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button
          label={words.previousLeads}
          size="s"
          disabled={offset === 0}
          onClick={() => onOffset(Math.max(0, offset - leadsShown))}
        />
        <Button
          label={words.nextLeads}
          size="s"
          disabled={offset + leadsShown >= count}
          onClick={() => onOffset(offset + leadsShown)}
        />
        <span className="text-3 small tabular">{t.exports.plan.previewLead(Math.min(offset + 1, count), count)}</span>
      </div>
      {run.stayBehind > 0 && <p className="small text-3">{words.stayBehind(run.stayBehind)}</p>}
    </details>
  )
}
