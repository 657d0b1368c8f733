import { Diagnostics } from '../../clients/activity/diagnostics.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { LeadTimeline } from './lead-timeline.tsx'

export function LeadEventsPage({ threadId }: { threadId: number }) {
  const { data, error, refetch } = useQuery('inbox.thread', { threadId })
  const email = data?.thread.leadEmail ?? null
  return (
    <Diagnostics view="events" meta={email ?? t.events.meta}>
      {error && <ErrorNote error={error} onAction={refetch} />}
      {data && email !== null && (
        <Card title={data.thread.name} actions={<Link to={`/inbox/${threadId}`}>{t.inbox.backToThread}</Link>}>
          <LeadTimeline of={{ workspaceId: data.thread.workspaceId, email }} />
        </Card>
      )}
    </Diagnostics>
  )
}
