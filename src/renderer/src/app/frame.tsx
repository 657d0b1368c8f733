import type { VaultState, Workspace } from '#shared/contract/clients/workspaces.ts'
import { usePalette } from './palette/use-palette.ts'
import './frame.css'
import './small-window.css'
import { ArrowLeft } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { ConnectForm } from '../clients/workspaces/connect-form.tsx'
import { SetPassphrase } from '../clients/workspaces/set-passphrase.tsx'
import { useQuery } from '../core/lib/backend.ts'
import { useShortcut } from '../core/lib/keyboard.ts'
import { lazyNamed } from '../core/lib/lazy-named.ts'
import { currentPath, go, usePath } from '../core/lib/router.ts'
import { t } from '../core/lib/texts.ts'
import { showsDemo } from '../core/stores/demo.ts'
import { useFailedReads } from '../core/stores/failed-reads.ts'
import { setFinishing, useFirstStart } from '../core/stores/first-start.ts'
import { useErrorHelp } from '../core/stores/help.ts'
import { chooseFile, openFiles, useOpening } from '../core/stores/opening-file.ts'
import { clearPendingRoute, usePendingRoute } from '../core/stores/pending-route.ts'
import { showToast } from '../core/stores/toasts.ts'
import {
  chooseWorkspace,
  currentClient,
  currentWorkspaceId,
  useClientParts,
  useCurrentWorkspace,
  useWorkspaces,
} from '../core/stores/workspaces.ts'
import { Button } from '../core/ui/button.tsx'
import { ErrorNote } from '../core/ui/note.tsx'
import { AppCommands } from './app-commands.tsx'
import { backFromHere } from './back-from-here.ts'
import { RestoredBar } from './backups/restored-bar.tsx'
import { ClientKeys } from './client-keys.tsx'
import { DemoBar } from './demo/demo-bar.tsx'
import { DemoOffer } from './demo/demo-offer.tsx'
import { DropZone } from './drop-zone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { FirstStartPage } from './first-start/first-start-page.tsx'
import { ScreenTip } from './guide/screen-tip.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { OpeningNotices } from './opening-notices.tsx'
import { PauseBar } from './pause-bar.tsx'
import { Rail } from './rail.tsx'
import { readScreens, Screen } from './routes.tsx'
import { StatusLine } from './status-line.tsx'

const ErrorHelp = lazyNamed(() => import('./help/error-help.tsx'), 'ErrorHelp')
const FailedDeletions = lazyNamed(() => import('../campaigns/campaign-edits/failed-deletions.tsx'), 'FailedDeletions')
const PauseDialog = lazyNamed(() => import('../campaigns/campaigns/pause-dialog.tsx'), 'PauseDialog')
const ProgressStrip = lazyNamed(() => import('../exports/ledger/progress-strip.tsx'), 'ProgressStrip')

/** Returns the key of a path's screen; another mounts a new one. Settings' sections share one, as do help and inbox. */
const screenKey = (path: string): string => {
  if (path === '/help' || path.startsWith('/help/')) return '/help'
  if (path.startsWith('/inbox/')) return '/inbox'
  // The first save gives a new template its own path while the operator may still be typing.
  if (path.startsWith('/sequences/')) return '/sequences/'
  // Closing a receipt must not remount its section.
  return /^\/settings(\/[a-z]+|\/data\/.+)?$/.test(path) ? '/settings' : path
}

/** Returns whether a path works without a client: Help and Settings, including receipts of deleted clients. */
const isBesideFirstStart = (path: string): boolean => /^\/(?:help|settings)(?:\/|$)/.test(path)

/** The frame of the window: rail, screen, progress strip and status line; only first start while there is no client. */
export function Frame() {
  const path = usePath()
  const workspaces = useWorkspaces()
  const archived = useQuery('workspaces.list', { archived: true })
  const vault = useQuery('vault.state', {})
  const finishing = useFirstStart((state) => state.finishing)

  const palette = usePalette()
  const arrived = useOpening((state) => state.arrived)
  useEffect(() => {
    if (!arrived || !workspaces) return
    useOpening.setState({ arrived: null })
    openFiles(arrived, workspaces)
  }, [arrived, workspaces])
  const hasNone = workspaces?.length === 0 && archived.data?.length === 0
  useEffect(() => {
    // The current screen has nothing to show any more, unless it is a receipt of a deleted client.
    if (hasNone && !/^\/(?:help|settings\/data)(?:\/|$)/.test(currentPath())) go('/home')
  }, [hasNone])
  // Must run after the effect above: a requested place is shown even before there is a client.
  const isKnownWhoIsThere = workspaces !== undefined && archived.data !== undefined
  const wanted = usePendingRoute()
  useEffect(() => {
    if (!wanted || !isKnownWhoIsThere) return
    clearPendingRoute()
    if (wanted.route !== '/import') go(wanted.route)
    else if (workspaces.length > 0) chooseFile(workspaces)
  }, [wanted, workspaces, isKnownWhoIsThere])
  useEffect(() => {
    if (path.startsWith('/import')) setFinishing(false)
  }, [path])
  useShownClientIsThere(workspaces)
  useEffect(readScreens, [])

  useUpdateNotice()
  const current = useCurrentWorkspace()
  const inDemo = showsDemo(current, workspaces ?? [])
  useEffect(() => {
    document.title = inDemo ? t.demo.windowTitle : t.frame.appName
  }, [inDemo])

  if (!workspaces || !archived.data || !vault.data) return <FailedReadsBar />
  const first = hasNone || (finishing && !path.startsWith('/import'))
  if (first) {
    return <FirstFrame path={path} workspaces={workspaces} vault={vault.data} isFinishing={finishing} />
  }
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {t.frame.skipToContent}
      </a>
      <AppCommands workspaces={workspaces} palette={palette} />
      <Rail workspaces={workspaces} path={path} onFind={palette.open} />
      <main className="frame-main" id="content" tabIndex={-1}>
        {inDemo && <DemoBar />}
        <OfflineBar />
        <PauseBar />
        <RestoredBar path={path} />
        <FailedReadsBar />
        <ErrorBoundary key={screenKey(path)}>
          <Screen path={path} />
        </ErrorBoundary>
        <OpeningNotices workspaces={workspaces} />
        <ErrorBoundary>
          <Suspense fallback={null}>
            <ProgressStrip />
            <FailedDeletions />
          </Suspense>
        </ErrorBoundary>
      </main>
      <ScreenTip path={path} inDemo={inDemo} />
      <StatusLine vault={vault.data} />
      <ClientKeys workspaces={workspaces} />
      <DropZone workspaces={workspaces} />
      <ErrorHelpDialog />
      <Suspense fallback={null}>
        <PauseDialog />
      </Suspense>
    </div>
  )
}

type FirstProps = { path: string; workspaces: readonly Workspace[]; vault: VaultState; isFinishing: boolean }

/** The window until there is a client: first start, or help and settings with a way back to it. */
function FirstFrame({ path, workspaces, vault, isFinishing }: FirstProps) {
  if (isBesideFirstStart(path)) {
    return (
      <div className="first-frame">
        <FirstKeys />
        <div className="first-help">
          <Button label={t.ui.back} size="s" icon={ArrowLeft} onClick={() => go('/home')} />
        </div>
        <main className="first-main">
          <FailedReadsBar />
          <ErrorBoundary key={screenKey(path)}>
            <Screen path={path} />
          </ErrorBoundary>
        </main>
        <ErrorHelpDialog />
      </div>
    )
  }
  return (
    <div className="first-frame">
      <FirstKeys />
      <FirstStartPage
        workspace={isFinishing ? (workspaces[0] ?? null) : null}
        vault={vault}
        passphraseForm={<SetPassphrase />}
        demoOffer={<DemoOffer />}
        renderConnectForm={(onConnected) => <ConnectForm workspaceId={null} onDone={onConnected} large />}
      />
      <DropZone workspaces={workspaces} />
      <OpeningNotices workspaces={workspaces} />
      <ErrorHelpDialog />
    </div>
  )
}

/** Stops showing a client that was archived elsewhere; a part that no longer exists is replaced by its workspace. */
function useShownClientIsThere(workspaces: readonly Workspace[] | undefined): void {
  useEffect(() => {
    const shown = currentWorkspaceId()
    if (workspaces && shown !== null && !workspaces.some((each) => each.id === shown)) chooseWorkspace(null)
  }, [workspaces])
  const parts = useClientParts()
  useEffect(() => {
    const { workspaceId, partId } = currentClient()
    if (parts && partId !== null && !parts.some(({ id }) => id === partId)) chooseWorkspace(workspaceId)
  }, [parts])
}

/** Escape on first start, when there are no commands yet: leads back from the help. */
function FirstKeys() {
  useShortcut('escape', backFromHere)
  useShortcut('f1', () => go('/help'))
  useShortcut('?', () => go('/help/keys'))
  return null
}

function ErrorHelpDialog() {
  const code = useErrorHelp((help) => help.code)
  return (
    code && (
      <Suspense fallback={null}>
        <ErrorHelp code={code} />
      </Suspense>
    )
  )
}

/** Bar over every screen while a part of it could not be read and does not say so: no screen just stays empty. */
function FailedReadsBar() {
  const { reads } = useFailedReads()
  const [first] = reads
  if (!first) return null
  const tryAgain = () => {
    for (const { refetch } of reads) refetch()
  }
  return <ErrorNote error={first.error} onAction={tryAgain} />
}

/** Shows once that a newer version is available; details are in Settings. */
function useUpdateNotice(): void {
  const state = useQuery('desktop.updates', {}).data
  const next = state && (state.is === 'ready' || state.is === 'elsewhere') ? state.next : null
  useEffect(() => {
    if (next === null) return
    const open = { label: t.desktop.updates.title, run: () => go('/settings/desktop') }
    showToast(t.desktop.updates.available(next), { action: open })
  }, [next])
}
