import './gates.css'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { CheckedSource } from '#shared/domain/leads/import/lookups.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatAgo, formatWhen, t } from '../../core/lib/texts.ts'
import { Button, Link } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { CopyDialog } from '../lead-mirror/copy-dialog.tsx'
import { CopyProgress } from '../lead-mirror/copy-progress.tsx'

type Props = { workspaceId: WorkspaceId; lookedAt: readonly CheckedSource[]; withFile?: boolean }

/** The sources rows were compared with and their age, with buttons to refresh a copy. */
export function CheckedSourceList({ workspaceId, lookedAt, withFile = false }: Props) {
  const words = t.importing.gates
  const pull = useAction(() => call('blocklist.pull', { workspaceId }))
  return (
    <div className="looked-at small text-3">
      {withFile && <p>{words.looked}</p>}
      <ul>
        {withFile && <li>{words.lookedFile}</li>}
        {lookedAt.map((each) => (
          <li key={each.source}>
            <span className={isOld(each) ? 'is-warn' : ''}>
              {sentenceOf(each)}
              {each.holds ? '' : ` (${words.passes})`}
            </span>
            {each.source === 'instantly_block_list' && (
              <Button label={words.copyNow} size="s" variant="quiet" icon={RefreshCw} action={pull} />
            )}
            {each.source === 'own_leads_there' && <CopyLeads workspaceId={workspaceId} />}
            {each.source === 'other_leads_there' && isOld(each) && (
              <Link to="/settings/workspaces">{t.leadMirror.seeClients}</Link>
            )}
          </li>
        ))}
      </ul>
      {pull.error && <ErrorNote error={pull.error} onAction={pull.run} actionLabel={t.ui.tryAgain} />}
    </div>
  )
}

/** The sources rows were checked against, in one line, pointing out those never copied or copied long ago. */
export function CheckedAgainst({ lookedAt }: { lookedAt: readonly CheckedSource[] }) {
  const words = t.importing.gates.checked
  const fresh = lookedAt.filter((each) => each.holds && each.pulledAt !== null)
  const sizeOf = (...sources: readonly CheckedSource['source'][]) =>
    fresh.reduce((sum, { source, size }) => (sources.includes(source) ? sum + size : sum), 0)
  const has = (...sources: readonly CheckedSource['source'][]) => fresh.some(({ source }) => sources.includes(source))
  const parts = [
    has('instantly_block_list', 'own_block_list') && words.blockList,
    has('opt_outs') && words.optOuts,
    sizeOf('own_exports') > 0 && words.exports(sizeOf('own_exports')),
    sizeOf('own_leads_there', 'other_leads_there') > 0 && words.leads(sizeOf('own_leads_there', 'other_leads_there')),
    sizeOf('other_clients') > 0 && words.otherClients(sizeOf('other_clients')),
  ].filter((part) => part !== false)
  const old = lookedAt.filter(isOld).length
  return (
    <>
      {words.against(parts)}
      {/* A line may break behind the dot, not before it. */}
      {old === 0 ? ' ✓' : <span className="is-warn">{`\u00a0· ${words.old(old)}`}</span>}
    </>
  )
}

/** Starts copying the client's leads and shows the progress. */
function CopyLeads({ workspaceId }: { workspaceId: WorkspaceId }) {
  const state = useQuery('leadMirror.state', { workspaceId }).data
  const [asking, setAsking] = useState(false)
  if (!state) return null
  if (state.adding || state.underWay?.running) return <CopyProgress state={state} />
  return (
    <>
      <Button
        label={t.leadMirror.copy}
        size="s"
        variant="quiet"
        icon={RefreshCw}
        disabled={state.held === 'no_key'}
        onClick={() => setAsking(true)}
      />
      {asking && <CopyDialog state={state} onClose={() => setAsking(false)} />}
    </>
  )
}

const copies: ReadonlySet<CheckedSource['source']> = new Set([
  'instantly_block_list',
  'own_leads_there',
  'other_leads_there',
])

function isOld({ source, pulledAt, oldFrom, clients }: CheckedSource): boolean {
  if (!copies.has(source)) return false
  if (pulledAt === null || (clients?.missing ?? 0) > 0) return true
  return oldFrom !== undefined && Date.parse(oldFrom) < Date.now()
}

function sentenceOf(looked: CheckedSource): string {
  const { source, size, pulledAt, clients } = looked
  const words = t.importing.gates.sources
  const there = t.leadMirror.sources
  switch (source) {
    case 'instantly_block_list':
      return words[source](size, pulledAt ? formatAgo(pulledAt) : null)
    case 'own_leads_there':
      return pulledAt ? there.own(size, formatWhen(pulledAt)) : there.ownNever
    case 'other_leads_there': {
      const missing = clients?.missing ?? 0
      if (!pulledAt) return there.othersNever(missing)
      const copied = there.others(size, clients?.copied ?? 0, formatWhen(pulledAt))
      return missing === 0 ? copied : `${copied}; ${there.othersMissing(missing)}`
    }
    case 'own_archives':
      return there.archives(size)
    default:
      return words[source](size)
  }
}
