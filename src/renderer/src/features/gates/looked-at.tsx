import './gates.css'
import { RefreshCw } from 'lucide-react'
import type { LookedAt } from '#shared/domain/lookups.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { formatAgo } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** What rows were compared with and how old it is, with the button that makes a copy fresh. */
export function LookedAtList({
  workspaceId,
  lookedAt,
  withFile = false,
}: {
  workspaceId: WorkspaceId
  lookedAt: readonly LookedAt[]
  withFile?: boolean
}) {
  const words = t.importing.gates
  const pull = useAction(() => call('blocklist.pull', { workspaceId }))
  return (
    <div className="looked-at small text-3">
      {withFile && <p>{words.looked}</p>}
      <ul>
        {withFile && <li>{words.lookedFile}</li>}
        {lookedAt.map((each) => (
          <li key={each.source}>
            <span className={each.source === 'instantly_block_list' && each.pulledAt === null ? 'is-warn' : ''}>
              {sentenceOf(each)}
              {each.holds ? '' : ` (${words.passes})`}
            </span>
            {each.source === 'instantly_block_list' && (
              <Button size="s" variant="quiet" icon={RefreshCw} busy={pull.busy} onClick={pull.run}>
                {words.copyNow}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {pull.error && <ErrorNote error={pull.error} onAction={pull.run} actionLabel={t.ui.tryAgain} />}
    </div>
  )
}

function sentenceOf({ source, size, pulledAt }: LookedAt): string {
  const words = t.importing.gates.sources
  if (source !== 'instantly_block_list') return words[source](size)
  return words[source](size, pulledAt ? formatAgo(pulledAt) : null)
}
