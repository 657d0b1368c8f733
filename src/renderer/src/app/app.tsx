import { type ReactNode, useEffect } from 'react'
import { useEvent, useQuery } from '../core/lib/backend.ts'
import { setLanguage, useLanguage } from '../core/stores/language.ts'
import { setShownTheme, useThemeChoice } from '../core/stores/theme.ts'
import { closeNewestToast, closeToast, useToasts } from '../core/stores/toasts.ts'
import { ClientLabels, useReadClientLabels } from '../core/stores/workspaces.ts'
import { ErrorNote } from '../core/ui/note.tsx'
import { Toast, ToastArea } from '../core/ui/toast.tsx'
import { TooltipProvider } from '../core/ui/tooltip.tsx'
import { DelayedSendToast, showSendEnd } from '../inbox/inbox/delayed-send-toast.tsx'
import { useAppStatus } from './app-status.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'
import { IdleLock } from './lock/idle-lock.tsx'
import { useHidden } from './lock/lock-now.ts'
import { LockScreen } from './lock/lock-screen.tsx'
import { QuitDialog } from './quit-dialog.tsx'
import { StartProblem } from './start-problem.tsx'
import { restoreWindow, useRestored } from './window-memory.ts'

/** Sets `data-theme` on <html> to the chosen theme, or to the system's. */
function useTheme(): void {
  const theme = useThemeChoice()
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const now = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
      document.documentElement.dataset.theme = now
      setShownTheme(now)
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
}

/** Re-renders the caller whenever the language changes, and keeps `lang` on <html> up to date. */
function useSpoken(): void {
  const language = useLanguage()
  useEvent('app.languageChosen', ({ language: choice }) => void setLanguage({ choice }))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
}

/** The whole window: only the start problem if there is one, else the frame with the current screen. */
export function App() {
  useTheme()
  useSpoken()
  useEffect(() => {
    void restoreWindow()
  }, [])
  return (
    <ErrorBoundary>
      <TooltipProvider>
        <Toaster>
          <Start />
          <QuitDialog />
        </Toaster>
      </TooltipProvider>
    </ErrorBoundary>
  )
}

function Start() {
  const status = useAppStatus()
  const restored = useRestored()
  if (status.data?.startProblem) return <StartProblem problem={status.data.startProblem} status={status.data} />
  if (status.error && !status.data) {
    return (
      <main className="start-problem">
        <ErrorNote error={status.error} onAction={status.refetch} />
      </main>
    )
  }
  // Local answers arrive within a frame or two: nothing is drawn until then, so that nothing jumps.
  if (!status.data || !restored) return null
  return <Locked />
}

/** Renders the frame, or the lock screen in its place: while locked, nothing is mounted behind it. */
function Locked() {
  const lock = useQuery('lock.state', {})
  const hidden = useHidden((store) => store.hidden)
  const looks = useReadClientLabels()
  const state = lock.data
  if (!state) return lock.error ? <ErrorNote error={lock.error} onAction={lock.refetch} /> : null
  if (state.locked) return <LockScreen state={state} />
  if (hidden) return null
  return (
    <ClientLabels value={looks}>
      {state.afterMinutes !== null && <IdleLock minutes={state.afterMinutes} />}
      <Frame />
    </ClientLabels>
  )
}

/** Shows the toasts of `showToast`, and mails that can still be undone. */
function Toaster({ children }: { children: ReactNode }) {
  const toasts = useToasts()
  const held = useQuery('inbox.held', {}).data ?? []
  useEvent('inbox.sendEnded', showSendEnd)
  // If another action was done since, the key undoes that one, and its own toast says so.
  const keyed = toasts.some(({ undo }) => undo) ? null : held.at(-1)
  return (
    <ToastArea
      onEscape={closeNewestToast}
      toasts={[
        ...held.map((send) => <DelayedSendToast key={`held ${send.id}`} send={send} keyed={send === keyed} />),
        ...toasts.map((toast) => (
          <Toast
            key={toast.id}
            tone={toast.tone}
            onUndo={toast.undo}
            action={toast.action}
            onClose={() => closeToast(toast.id)}
          >
            {toast.text}
          </Toast>
        )),
      ]}
    >
      {children}
    </ToastArea>
  )
}
