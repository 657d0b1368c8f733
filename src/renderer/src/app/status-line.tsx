import { Lock } from 'lucide-react'
import { useState } from 'react'
import type { AppStatus } from '#shared/contract/clients/app.ts'
import type { VaultState } from '#shared/contract/clients/workspaces.ts'
import { UnlockDialog } from '../clients/workspaces/unlock-dialog.tsx'
import { useQuery } from '../core/lib/backend.ts'
import { formatNumber, t } from '../core/lib/texts.ts'
import { useShownKeys } from '../core/stores/screen-keys.ts'
import { useCurrentClient } from '../core/stores/workspaces.ts'
import { Dot } from '../core/ui/badge.tsx'
import { Icon } from '../core/ui/button.tsx'
import { Kbd } from '../core/ui/kbd.tsx'
import { Time } from '../core/ui/time.tsx'
import { RelayLine } from '../events/relay/relay-light.tsx'
import { useAppStatus } from './app-status.ts'
import { NewsLine } from './guide/news-line.tsx'

/** Shown from half of what Instantly allows one client in ten seconds. */
const manyCalls = 500

const isHeld = (state: string): boolean => state === 'waiting' || state === 'paused'

/** Status line: network, running jobs, locked keys, and the link to all shortcuts. */
export function StatusLine({ vault }: { vault: VaultState }) {
  const status = useAppStatus().data
  const jobs = useQuery('exports.running', {}).data ?? []
  const held = jobs.filter((job) => isHeld(job.state)).length
  const active = jobs.length - held
  const client = useCurrentClient()
  const sending = useQuery('home.sentToday', client).data
  // If the keys are locked at start, the passphrase is asked for at once, as waiting exports can continue only then.
  const [unlocking, setUnlocking] = useState(vault.locked)
  if (!status) return <footer className="status-line" />
  const network = networkOf(status)
  return (
    <footer className="status-line">
      <span className="row" title={network.hint}>
        <Dot tone={network.hint ? 'warn' : 'ok'} />
        {network.word}
        {status.readAt && (
          <span className="text-3">
            {t.frame.lastRead} <Time iso={status.readAt} as="ago" />
          </span>
        )}
      </span>
      {jobs.length > 0 && (
        <>
          <i className="status-bar" />
          <span className="tabular">
            {[active > 0 && t.frame.jobs(active), held > 0 && t.frame.jobsWaiting(held)].filter(Boolean).join(', ')}
          </span>
        </>
      )}
      {sending && (
        <span className="row status-sent">
          <i className="status-bar" />
          <span className="tabular">
            {t.frame.sentToday(
              formatNumber(sending.sentToday),
              sending.dailyLimit === null ? null : formatNumber(sending.dailyLimit),
            )}
          </span>
        </span>
      )}
      <RelayLine />
      {vault.locked && (
        <>
          <i className="status-bar" />
          <span className="row is-warn">
            <Icon of={Lock} size={14} />
            {t.frame.locked}
            <button type="button" className="status-button" onClick={() => setUnlocking(true)}>
              {t.frame.unlock}
            </button>
          </span>
        </>
      )}
      <NewsLine />
      {status.instantlyUrl && (
        <>
          <i className="status-bar" />
          <span className="ellipsis is-info" title={status.instantlyUrl}>
            {t.frame.testAddress(status.instantlyUrl)}
          </span>
        </>
      )}
      <ScreenKeys />
      <span className="row tabular">
        {status.callsLast10s >= manyCalls && t.frame.calls(formatNumber(status.callsLast10s))}
        <span className="row status-keys">
          <Kbd keys="?" />
          {t.keyMap.title}
        </span>
      </span>
      <UnlockDialog open={unlocking} onClose={() => setUnlocking(false)} />
    </footer>
  )
}

/** Returns the state of the connection to Instantly in a word, with an explanation if there is a problem. */
function networkOf({ online, isAnswering }: AppStatus): { readonly word: string; readonly hint?: string } {
  if (!online) return { word: t.frame.offline, hint: t.frame.offlineHint }
  if (!isAnswering) return { word: t.frame.notAnswering, hint: t.frame.notAnsweringHint }
  return { word: t.frame.online }
}

/** Shows the keys of the current screen, as many as fit. Hidden from screen readers: they have buttons and a list. */
function ScreenKeys() {
  const keys = useShownKeys()
  return (
    <span className="status-screen-keys" aria-hidden>
      {keys.map(([key, words]) => (
        <span key={key} className={/^(?:mod\+|escape)/.test(key) ? 'row' : 'row is-typed'}>
          {key.split(' ').map((each) => (
            <Kbd key={each} keys={each} />
          ))}
          {words}
        </span>
      ))}
    </span>
  )
}
