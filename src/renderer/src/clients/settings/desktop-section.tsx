import type { DesktopState } from '#shared/contract/core/desktop.ts'
import type { Input } from '#shared/contract/index.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { isMac } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Card } from '../../core/ui/page.tsx'
import { Segmented, Switch } from '../../core/ui/toggles.tsx'
import { UpdatesCard } from './updates-card.tsx'

type Change = Input<'desktop.saveSettings'>

const save = (change: Change): void => {
  call('desktop.saveSettings', change).catch(() => showToast(t.desktop.settings.notSaved, { tone: 'bad' }))
}

/** How the app behaves on this computer: closing, quitting, login, sleep. */
export function DesktopSection() {
  const state = useQuery('desktop.settings', {}).data
  if (!state) return null
  return (
    <>
      <Closing state={state} />
      <StartAndSleep state={state} />
      <UpdatesCard channel={state.updateChannel} />
    </>
  )
}

function Closing({ state }: { state: DesktopState }) {
  const words = t.desktop.settings
  return (
    <Card title={words.closeTitle}>
      <div className="stack">
        {isMac() ? (
          <p className="text-2">{words.closeTextMac}</p>
        ) : (
          <div className="setting">
            <p className="text-2">{state.tray ? words.closeText : words.closeTextNoTray}</p>
            <Segmented
              label={words.whenClosed}
              value={state.whenClosed}
              onChange={(whenClosed) => save({ whenClosed })}
              options={[
                { value: 'ask', label: words.ask },
                { value: 'background', label: state.tray ? words.background : t.desktop.leave.minimize },
                { value: 'quit', label: words.quit },
              ]}
            />
          </div>
        )}
        <Switch
          checked={state.askBeforeQuit}
          onChange={(askBeforeQuit) => save({ askBeforeQuit })}
          label={words.askBeforeQuit}
          hint={words.askBeforeQuitHint}
        />
      </div>
    </Card>
  )
}

function StartAndSleep({ state }: { state: DesktopState }) {
  const words = t.desktop.settings
  return (
    <Card title={words.startTitle}>
      <div className="stack">
        <Switch
          checked={state.openAtLogin}
          onChange={(openAtLogin) => save({ openAtLogin })}
          label={words.openAtLogin}
          hint={state.tray ? words.openAtLoginHint : words.openAtLoginHintNoTray}
        />
        <Switch
          checked={state.keepAwake}
          onChange={(keepAwake) => save({ keepAwake })}
          label={words.keepAwake}
          hint={words.keepAwakeHint}
        />
      </div>
    </Card>
  )
}
