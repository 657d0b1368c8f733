import type { ReactNode } from 'react'
import type { FeedEntry } from '#shared/contract/app/feed.ts'
import { formatExact, formatNumber } from '../../core/lib/format.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Link } from '../../core/ui/link.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { verdictWords } from '../../exports/exports/verdict-words.ts'
import { lookOf } from './feed-words.ts'

/** One thing that happened, with what it changed. */
export function FeedPanel({ entry, onClose }: { entry: FeedEntry; onClose: () => void }) {
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
        <DefinitionList rows={rowsOf(entry)} />
        {to && act && (
          <div>
            <Button onClick={() => go(to)}>{act}</Button>
          </div>
        )}
        <p className="text-3 small">
          {words.elsewhere} <Link to="/settings/diagnostics/calls">{words.diagnostics}</Link>
        </p>
      </div>
    </SidePanel>
  )
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
          value: verdictWords({ ...event, alreadyThere: 0, totals: { uploaded: event.uploaded } }),
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
    case 'campaign':
      return [
        { term: words.campaign, value: event.name },
        { term: words.before, value: t.campaigns.states[event.was] },
        { term: words.after, value: t.campaigns.states[event.state] },
      ]
    case 'accounts':
      return [
        ...(event.value === null ? [] : [{ term: words.after, value: event.value }]),
        {
          term: words.accounts,
          value: (
            <ul>
              {event.emails.map((email) => (
                <li key={email} className="selectable">
                  {email}
                </li>
              ))}
            </ul>
          ),
        },
        ...(event.failed > 0 ? [{ term: words.failed, value: formatNumber(event.failed) }] : []),
      ]
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
