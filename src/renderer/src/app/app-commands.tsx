import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { chooseTheme } from '../clients/settings/choose-theme.ts'
import { call, useEvent } from '../core/lib/backend.ts'
import { type Command, useCommand } from '../core/lib/commands.ts'
import { isTextInput, useShortcut } from '../core/lib/keyboard.ts'
import { back, forward, go } from '../core/lib/router.ts'
import { t } from '../core/lib/texts.ts'
import { chooseFile } from '../core/stores/opening-file.ts'
import { redoLast, undoLast } from '../core/stores/undo.ts'
import { Dialog } from '../core/ui/dialog.tsx'
import { backFromHere } from './back-from-here.ts'
import { allCommands, appCommands } from './commands.ts'
import { KeyMap } from './help/key-map.tsx'
import { lockOrSetUp } from './lock/lock-now.ts'
import { Palette } from './palette/palette.tsx'
import type { PaletteState } from './palette/use-palette.ts'
import { switchTo } from './switch-client.ts'

type Props = { workspaces: readonly Workspace[]; palette: PaletteState }

/** Binds the commands that work everywhere, by key and in the palette. */
export function AppCommands({ workspaces, palette }: Props) {
  const [keys, setKeys] = useState(false)
  useCommand(appCommands.palette, palette.open)
  useCommand(appCommands.keys, () => setKeys(true))
  useCommand(appCommands.chooseFile, () => chooseFile(workspaces))
  useCommand(appCommands.undo, undoLast)
  useCommand(appCommands.redo, redoLast)
  useShortcut('mod+y', redoLast)
  useEvent('app.edit', ({ edit }) => {
    // The only way for a page to undo typing; every browser still supports it.
    if (isTextInput(document.activeElement)) document.execCommand(edit)
    else (edit === 'undo' ? undoLast : redoLast)()
  })
  // If there is no lock yet, the same key leads to its setup.
  useCommand(appCommands.lock, () => void lockOrSetUp())
  useCommand(appCommands.back, back)
  useShortcut('alt+arrowleft', back)
  useShortcut('escape', backFromHere)
  useCommand(appCommands.forward, forward)
  // Its key is handled with those of the clients.
  useCommand(appCommands.allClients, () => switchTo(null))
  useGo(appCommands.home, '/home')
  useGo(appCommands.lists, '/lists')
  useGo(appCommands.exports, '/exports')
  useGo(appCommands.campaigns, '/campaigns')
  useGo(appCommands.analytics, '/analytics')
  useGo(appCommands.accounts, '/accounts')
  useGo(appCommands.backups, '/settings/backups')
  useGo(appCommands.money, '/analytics/money')
  useGo(appCommands.costs, '/analytics/money/costs')
  useGo(appCommands.experiments, '/analytics/experiments')
  useGo(appCommands.reports, '/analytics/reports')
  useGo(appCommands.jobs, '/settings/diagnostics/jobs')
  useGo(appCommands.givenUp, '/settings/diagnostics/failed')
  useGo(appCommands.service, '/settings/diagnostics/service')
  useGo(appCommands.campaignSettings, '/settings/sync')
  useGo(appCommands.alertSettings, '/settings/alerts')
  useGo(appCommands.blackoutDates, '/settings/blackout')
  useGo(appCommands.apiLog, '/settings/diagnostics/calls')
  useGo(appCommands.events, '/settings/diagnostics/events')
  useGo(appCommands.inbox, '/inbox')
  useGo(appCommands.sequences, '/sequences')
  useGo(appCommands.inboxSettings, '/settings/inbox')
  useGo(appCommands.activity, '/activity')
  useGo(appCommands.settings, '/settings')
  useGo(appCommands.help, '/help')
  useGo(appCommands.news, '/help/news')
  useGo(appCommands.desktop, '/settings/desktop')
  useGo(appCommands.clientsAndKeys, '/settings/workspaces')
  useGo(appCommands.addClient, '/settings/workspaces')
  useGo(appCommands.appearance, '/settings/appearance')
  useGo(appCommands.data, '/settings/data')
  useGo(appCommands.relay, '/settings/relay')
  useGo(appCommands.gaps, '/settings/diagnostics/missing')
  useGo(appCommands.simulator, '/settings/diagnostics/simulator')
  useGo(appCommands.optOuts, '/opted-out')
  useGo(appCommands.blocklist, '/settings/blocklist')
  useGo(appCommands.crm, '/settings/crm')
  useGo(appCommands.remoteLeads, '/lists/instantly')
  useGo(appCommands.supabase, '/lists/supabase')
  useCommand(appCommands.themeSystem, () => chooseTheme('system'))
  useCommand(appCommands.themeLight, () => chooseTheme('light'))
  useCommand(appCommands.themeDark, () => chooseTheme('dark'))
  useLink(appCommands.openData, 'data_folder')
  useLink(appCommands.openLog, 'log_folder')
  useLink(appCommands.openKeysPage, 'instantly_api_keys')
  return (
    <>
      {palette.shown > 0 && (
        <Palette
          key={palette.shown}
          workspaces={workspaces}
          onSwitch={switchTo}
          onClose={() => palette.gone(palette.shown)}
        />
      )}
      {keys && (
        <Dialog title={t.keyMap.title} description={t.keyMap.intro} width={720} onClose={() => setKeys(false)}>
          <KeyMap commands={allCommands} />
        </Dialog>
      )}
    </>
  )
}

const useGo = (command: Command, path: string): void => useCommand(command, () => go(path))

const useLink = (command: Command, link: 'data_folder' | 'log_folder' | 'instantly_api_keys'): void =>
  useCommand(command, () => void call('app.openLink', { link }).catch(() => {}))
