import type { RelayLight } from '#shared/contract/events/relay.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { lightTones } from './connection-card.tsx'
import { isSilent } from './webhook-states.ts'

const worstFirst: readonly RelayLight[] = ['off', 'behind', 'live']

const wordsOf = (light: RelayLight, waiting: number): string =>
  light === 'behind' && waiting > 0 ? t.relay.lineWaiting(waiting) : t.relay.line(t.relay.lights[light])

/**
 * Status line entry for the relay: of the client shown, or the one with the most serious problem if all are shown.
 * Renders nothing if there is none.
 */
export function RelayLine() {
  const current = useCurrentWorkspaceId()
  const states = useQuery('relay.states', { workspaceId: current }).data ?? []
  const light = worstFirst.find((one) => states.some((state) => state.light === one))
  if (!light) return null
  const waiting = states.reduce((sum, state) => sum + state.waiting, 0)
  const off = states.some(({ webhook }) => isSilent(webhook.state))
  return (
    <>
      <i className="status-bar" />
      <Link to="/settings/relay" className="row status-relay">
        <Dot tone={off ? 'bad' : lightTones[light]} />
        {off ? t.relay.lineWebhook : wordsOf(light, waiting)}
      </Link>
    </>
  )
}
