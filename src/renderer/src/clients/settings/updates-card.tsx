import { type UpdateChannel, type UpdateState, updateChannels } from '#shared/contract/core/desktop.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'

/** The running version, a newer one if available, and the button that installs it. */
export function UpdatesCard({ channel }: { channel: UpdateChannel }) {
  const state = useQuery('desktop.updates', {}).data
  if (!state) return null
  const words = t.desktop.updates
  return (
    <Card title={words.title} meta={words.version(state.version)} actions={<Act state={state} />}>
      <div className="stack">
        <p className="text-2" role="status">
          {standing(state)}
        </p>
        {state.is === 'ready' && state.sending > 0 && <p className="text-2">{words.sending(state.sending)}</p>}
        {state.is !== 'off' && (
          <div className="setting">
            <p className="text-2">{words.channelHint}</p>
            <Segmented
              label={words.channel}
              value={channel}
              onChange={(updateChannel) => void call('desktop.saveSettings', { updateChannel }).catch(showFailure)}
              options={updateChannels.map((value) => ({ value, label: words.channels[value] }))}
            />
          </div>
        )}
      </div>
    </Card>
  )
}

function Act({ state }: { state: UpdateState }) {
  if (state.is === 'off') return null
  if (state.is === 'ready')
    return (
      <Button
        label={t.desktop.updates.restart}
        variant="primary"
        disabled={state.sending > 0}
        onClick={() => void call('desktop.restartToUpdate', {}).catch(showFailure)}
      />
    )
  return (
    <Button
      label={t.desktop.updates.check}
      busy={state.is === 'checking' || state.is === 'downloading'}
      onClick={() => void call('desktop.checkForUpdates', {}).catch(showFailure)}
    />
  )
}

function standing(state: UpdateState): string {
  const words = t.desktop.updates
  switch (state.is) {
    case 'off':
      return words.off
    case 'checking':
      return words.checking
    case 'downloading':
      return words.downloading(state.next, state.percent)
    case 'ready':
      return words.ready(state.next)
    case 'elsewhere':
      return words.elsewhere(state.next)
    case 'failed':
      return words.failed[state.problem]
    default:
      return state.checkedAt === null ? words.never : words.current(formatWhen(state.checkedAt))
  }
}
