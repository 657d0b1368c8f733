import { Split } from 'lucide-react'
import type { InboxThreadView, LeadContext } from '#shared/contract/inbox/inbox.ts'
import { formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, Link } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { stepOf } from '../../events/events/event-text.ts'
import { LeadTimeline } from '../../events/events/lead-timeline.tsx'
import { LeadDeals } from '../crm/lead-deals.tsx'
import { whyLines } from './label-text.ts'

/** Number of events shown; the event log has all of them. */
const shownEvents = 8

type Props = { view: InboxThreadView; onSubsequence: (() => void) | null }

/** The lead, its source, and why the conversation ranks where it does. */
export function ContextPanel({ view: { thread, context }, onSubsequence }: Props) {
  const words = t.inbox.contact
  const workspace = (useWorkspaces() ?? []).find((each) => each.id === thread.workspaceId)
  const { list, step } = context
  const rows: readonly { readonly name: string; readonly value: React.ReactNode }[] = [
    { name: words.email, value: thread.leadEmail },
    { name: words.company, value: thread.company },
    { name: words.job, value: context.jobTitle },
    { name: words.place, value: context.place },
    { name: words.website, value: context.website },
    { name: words.source, value: list && t.inbox.sourceRow(list.file, formatNumber(list.row)) },
    { name: words.list, value: list && <Link to={`/lists/${list.id}`}>{list.name}</Link> },
    { name: words.campaign, value: thread.campaignName ?? thread.campaignId },
    { name: words.step, value: step && stepOf(step) },
  ]
  const fields = Object.entries(context.variables)
  return (
    <aside className="inbox-context" aria-label={t.inbox.context}>
      <header className="inbox-context-head">
        <WorkspaceSquare colour={workspace?.colour ?? null} />
        <span className="ellipsis">{workspace?.name}</span>
      </header>
      <div className="inbox-context-body">
        <h3 className="selectable">{thread.name}</h3>
        <dl className="inbox-facts">
          {rows.map(
            ({ name, value }) =>
              value && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="selectable">{value}</dd>
                </div>
              ),
          )}
        </dl>
        {onSubsequence && (
          <div>
            <Button label={t.subsequences.button} size="s" icon={Split} keysShown="m" onClick={onSubsequence} />
          </div>
        )}
        {!context.list && <p className="text-3 small">{words.unknown}</p>}
        {fields.length > 0 && (
          <details>
            <summary className="small text-2">
              {words.fields} ({formatNumber(fields.length)})
            </summary>
            <dl className="inbox-facts">
              {fields.map(([name, value]) => (
                <div key={name}>
                  <dt className="ellipsis" title={name}>
                    {name}
                  </dt>
                  <dd className="selectable">{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
        <OtherClients clients={context.otherClients} />
        <LeadDeals workspaceId={thread.workspaceId} email={thread.leadEmail} />
        {thread.leadEmail !== null && (
          <>
            <LeadTimeline
              of={{ workspaceId: thread.workspaceId, email: thread.leadEmail }}
              className="inbox-timeline"
              most={shownEvents}
            />
            <p className="small">
              <Link to={`/settings/diagnostics/events/conversation/${thread.id}`}>{t.inbox.allOfIt}</Link>
            </p>
          </>
        )}
        <details className="inbox-timeline">
          <summary className="small text-2 tabular">{t.inbox.score(thread.score)}</summary>
          <ul className="inbox-why small text-2 tabular">
            {whyLines(thread).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      </div>
    </aside>
  )
}

/** The only information shared between clients: that they know the same address. */
function OtherClients({ clients }: { clients: LeadContext['otherClients'] }) {
  if (clients.length === 0) return null
  return (
    <Note tone="warn" title={t.inbox.otherClients}>
      <ul>
        {clients.map(({ workspaceId, partId, name, lastMailAt }) => (
          <li key={`${workspaceId} ${partId}`}>
            {lastMailAt === null ? t.inbox.otherInList(name) : t.inbox.otherMailed(name, formatWhen(lastMailAt))}
          </li>
        ))}
      </ul>
    </Note>
  )
}
