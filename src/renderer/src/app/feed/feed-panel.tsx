import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FeedEntry, FeedEvent } from '#shared/contract/app/feed.ts'
import { isValueChange } from '#shared/domain/insights/accounts/sets-value.ts'
import { ChangeList } from '../../campaigns/campaign-edits/change-list.tsx'
import { switchAndReport } from '../../campaigns/campaigns/switch-campaigns.ts'
import { useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatExact, formatNumber, t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, Link } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { Timeline } from '../../core/ui/timeline.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { verdictText } from '../../exports/ledger/verdict-text.ts'
import { describeMoment } from './describe-moment.ts'
import { lookOf } from './feed-entry-view.ts'
import { switchedWith, undoEntry } from './undo-entry.ts'

type Props = {
  entry: FeedEntry
  /** The entries listed around it. */
  entries: readonly FeedEntry[]
  onClose: () => void
}

/** Details of an entry: what it changed, and how to undo it. */
export function FeedPanel({ entry, entries, onClose }: Props) {
  const words = t.feed
  const client = useWorkspaces()?.find(({ id }) => id === entry.workspaceId)
  const { who, what, detail, to, act } = lookOf(entry)
  return (
    <SidePanel
      className="feed-panel"
      label={words.panel}
      title={`${who} ${what}`}
      text={formatExact(entry.at)}
      closeLabel={words.close}
      onClose={onClose}
    >
      <div className="stack">
        {client && (
          <p className="row">
            <WorkspaceSquare colour={client.colour} /> {client.name}
          </p>
        )}
        {detail && <p className="text-2 selectable">{detail}</p>}
        <Sides event={entry.event} />
        <DefinitionList rows={rowsOf(entry)} />
        <Moments entry={entry} />
        <Acts entry={entry} entries={entries}>
          {to && act && <Button label={act} variant={entry.undo ? 'quiet' : 'secondary'} onClick={() => go(to)} />}
        </Acts>
        <div className="small">
          <p className="text-3">{words.elsewhere}</p>
          <p>
            <Link to="/settings/diagnostics/calls">{words.diagnostics}</Link>
          </p>
        </div>
      </div>
    </SidePanel>
  )
}

/** What led to the entry and what followed, as far as it is stored. */
function Moments({ entry: { key } }: Pick<Props, 'entry'>) {
  const moments = useQuery('feed.moments', { key }).data ?? []
  if (moments.length === 0) return null
  return (
    <section className="feed-moments">
      <h3>{t.feed.timeline}</h3>
      <Timeline
        label={t.feed.timeline}
        moments={moments.map(({ at, what }, index) => ({
          key: `${index}`,
          ...describeMoment(what),
          at: formatExact(at),
        }))}
      />
    </section>
  )
}

/** Actions of an entry: undo, if possible, before the link to its subject. */
function Acts({ entry, entries, children }: Omit<Props, 'onClose'> & { children: ReactNode }) {
  const undo = useAction(undoEntry)
  const together = switchedWith(entry, entries)
  const undoAll = useAction(async () => {
    if (entry.undo?.kind === 'campaign') await switchAndReport(together, entry.undo.active)
  })
  return (
    <div className="feed-undo">
      <div className="row feed-acts">
        {entry.undo && <Button label={t.ui.undo} icon={Undo2} busy={undo.busy} onClick={() => undo.run(entry)} />}
        {together.length > 1 && <Button label={t.feed.undoTogether(together.length)} action={undoAll} />}
        {children}
      </div>
      {entry.undo && <p className="text-3 small">{t.feed.undoHints[entry.undo.kind]}</p>}
      {undo.error && <ErrorNote error={undo.error} />}
    </div>
  )
}

type Side = { readonly name: string; readonly before: ReactNode; readonly after: ReactNode }

/** The values before and after a change: a row per campaign or account, or per edited field. */
function Sides({ event }: Pick<FeedEntry, 'event'>) {
  const words = t.feed.fields
  const edited = useQuery('feed.edit', event.kind === 'edit' ? { campaignId: event.campaignId } : null).data
  if (event.kind === 'edit') {
    return edited && edited.length > 0 ? (
      <ChangeList changes={edited} heads={{ from: words.before, to: words.after }} />
    ) : null
  }
  const rows = sidesOf(event)
  if (rows.length === 0) return null
  return (
    <PlainTable<Side>
      label={words.changed}
      rows={rows}
      rowId={({ name }) => name}
      columns={[
        column('name', event.kind === 'campaign' ? words.campaign : words.account, { minWidth: 100 }, ({ name }) => (
          <Cut text={name} className="selectable" />
        )),
        column('before', words.before, { width: 84, align: 'right' }, ({ before }) => before),
        column('after', words.after, { width: 84, align: 'right' }, ({ after }) => after),
      ]}
    />
  )
}

const isState = (was: string | null | undefined): was is keyof typeof t.feed.fields.states =>
  typeof was === 'string' && was in t.feed.fields.states

function sidesOf(event: FeedEvent): readonly Side[] {
  const { notKnown, states } = t.feed.fields
  if (event.kind === 'campaign') {
    const { states: campaignStates } = t.campaigns
    return [{ name: event.name, before: campaignStates[event.was], after: campaignStates[event.state] }]
  }
  if (event.kind !== 'accounts') return []
  const { action, emails, was, value } = event
  const none = <span className="text-3">–</span>
  if (isValueChange(action)) {
    return emails.map((name, at) => ({
      name,
      before: was[at] ?? <span className="text-3">{notKnown}</span>,
      after: value ?? none,
    }))
  }
  return emails.map((name, at) => {
    const before = was[at]
    return { name, before: isState(before) ? states[before] : none, after: states[action] }
  })
}

function rowsOf({ event }: FeedEntry): readonly { readonly term: string; readonly value: ReactNode }[] {
  const words = t.feed.fields
  switch (event.kind) {
    case 'export':
      return [
        { term: words.list, value: event.list },
        { term: words.campaign, value: event.campaign },
        {
          term: words.state,
          value: verdictText({ ...event, alreadyThere: 0, totals: { uploaded: event.uploaded } }),
        },
        {
          term: words.exported,
          value: t.feed.of(formatNumber(event.uploaded), formatNumber(event.promised)),
        },
      ]
    case 'import':
      return [
        { term: words.list, value: event.list },
        { term: words.file, value: event.file },
        { term: words.rows, value: formatNumber(event.rows) },
      ]
    case 'accounts':
      return event.failed > 0 ? [{ term: words.failed, value: formatNumber(event.failed) }] : []
    case 'job':
      return event.problem === null
        ? []
        : [
            { term: words.why, value: t.errors[event.problem.code](event.problem.data).what },
            { term: words.means, value: t.errors[event.problem.code](event.problem.data).means },
          ]
    default:
      return []
  }
}
