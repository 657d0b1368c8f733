import './frame.css'
import { lazy, Suspense, useEffect } from 'react'
import { FirstStartPage } from '../features/first-start/first-start-page.tsx'
import { ConnectForm } from '../features/workspaces/connect-form.tsx'
import { SetPassphrase } from '../features/workspaces/set-passphrase.tsx'
import { useShortcut } from '../lib/keyboard.ts'
import { back, forward, go, usePath } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { useEvent } from '../lib/use-event.ts'
import { useQuery } from '../lib/use-query.ts'
import { setFinishing, useFirstStart } from '../stores/first-start.ts'
import { chooseFile, openFiles, useOpening } from '../stores/opening-file.ts'
import { chooseWorkspace, currentWorkspaceId, useWorkspaces } from '../stores/workspaces.ts'
import { ClientKeys } from './client-keys.tsx'
import { DropZone } from './drop-zone.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { OpeningNotices } from './opening-notices.tsx'
import { Rail } from './rail.tsx'
import { Screen } from './routes.tsx'
import { StatusLine } from './status-line.tsx'

const ProgressStrip = lazy(async () => ({
  default: (await import('../features/exports/progress-strip.tsx')).ProgressStrip,
}))

/** A path with another key is another screen, begun anew; the sections of Settings are one. */
const screenKey = (path: string): string => (/^\/settings(\/[a-z]+)?$/.test(path) ? '/settings' : path)

/** Rail, screen, strip and status line; first start alone while there is no client. */
export function Frame() {
  const path = usePath()
  const workspaces = useWorkspaces()
  const archived = useQuery('workspaces.list', { archived: true }, ['workspaces'])
  const vault = useQuery('vault.state', {}, ['settings', 'workspaces'])
  const finishing = useFirstStart((state) => state.finishing)

  useShortcut('escape', back)
  useShortcut('alt+arrowleft', back)
  useShortcut('alt+arrowright', forward)
  const arrived = useOpening((state) => state.arrived)
  useEffect(() => {
    if (!arrived || !workspaces) return
    useOpening.setState({ arrived: null })
    openFiles(arrived, workspaces)
  }, [arrived, workspaces])
  useEvent('app.goTo', ({ route }) => {
    if (route !== '/import') return go(route)
    if (workspaces && workspaces.length > 0) chooseFile(workspaces)
  })
  useEffect(() => {
    if (path.startsWith('/import')) setFinishing(false)
  }, [path])
  useEffect(() => {
    // A client archived elsewhere is not shown any more.
    const shown = currentWorkspaceId()
    if (workspaces && shown !== null && !workspaces.some((each) => each.id === shown)) chooseWorkspace(null)
  }, [workspaces])

  if (!workspaces || !archived.data || !vault.data) return null
  const first = (workspaces.length === 0 && archived.data.length === 0) || (finishing && !path.startsWith('/import'))
  if (first) {
    return (
      <div className="first-frame">
        <FirstStartPage
          workspace={finishing ? (workspaces[0] ?? null) : null}
          vault={vault.data}
          passphraseForm={<SetPassphrase />}
          renderConnectForm={(onConnected) => <ConnectForm workspaceId={null} onDone={onConnected} large />}
        />
        <DropZone workspaces={workspaces} />
        <OpeningNotices workspaces={workspaces} />
      </div>
    )
  }
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {t.frame.skipToContent}
      </a>
      <Rail workspaces={workspaces} path={path} />
      <main className="frame-main" id="content" tabIndex={-1}>
        <ErrorBoundary key={screenKey(path)}>
          <Screen path={path} />
        </ErrorBoundary>
        <OpeningNotices workspaces={workspaces} />
        <ErrorBoundary>
          <Suspense fallback={null}>
            <ProgressStrip />
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusLine vault={vault.data} />
      <ClientKeys workspaces={workspaces} />
      <DropZone workspaces={workspaces} />
    </div>
  )
}
