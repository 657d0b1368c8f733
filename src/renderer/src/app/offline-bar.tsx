import './frame-bar.css'
import { WifiOff } from 'lucide-react'
import { formatWhen, t } from '../core/lib/texts.ts'
import { useWorkspaces } from '../core/stores/workspaces.ts'
import { Icon } from '../core/ui/button.tsx'
import { useAppStatus } from './app-status.ts'

/** Bar over every screen while offline: how old the data is, and what happens to pending exports. */
export function OfflineBar() {
  const status = useAppStatus().data
  const clients = useWorkspaces() ?? []
  if (!status || status.online) return null
  return (
    <section className="frame-bar pause-bar" aria-label={t.frame.offline}>
      <span className="row pause-bar-what">
        <Icon of={WifiOff} />
        {t.frame.offlineTitle}
      </span>
      {/* Without a client nothing was synced and nothing waits. */}
      {clients.length > 0 && (
        <span className="frame-bar-more">
          {status.readAt && `${t.frame.offlineAsOf(formatWhen(status.readAt))} `}
          {t.frame.offlineHint}
        </span>
      )}
    </section>
  )
}
