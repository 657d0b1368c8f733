import './first-start.css'
import { Check, FileUp, KeyRound, LockKeyhole, Send, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { VaultState, Workspace } from '#shared/contract/clients/workspaces.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { setFinishing } from '../../core/stores/first-start.ts'
import { chooseFileFor } from '../../core/stores/opening-file.ts'
import { chooseWorkspace } from '../../core/stores/workspaces.ts'
import { Button, Icon, type LucideIcon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { useRestore } from '../backups/use-restore.tsx'

type Props = {
  /** Client just connected; null before. */
  workspace: Workspace | null
  vault: VaultState
  passphraseForm: ReactNode
  /** Offer of the demo, beside the key. */
  demoOffer: ReactNode
  renderConnectForm: (onConnected: (workspace: Workspace) => void) => ReactNode
}

type Step = { readonly icon: LucideIcon; readonly title: string }

const connected = (made: Workspace): void => {
  chooseWorkspace(made.id)
  setFinishing(true)
}

/** First start, two minutes to the first plan: a passphrase if the system has no keychain, a key, a file. */
export function FirstStartPage({ workspace, vault, passphraseForm, demoOffer, renderConnectForm }: Props) {
  const withPassphrase = vault.protection === 'passphrase'
  const steps: readonly Step[] = [
    ...(withPassphrase ? [{ icon: LockKeyhole, title: t.firstStart.stepPassphrase }] : []),
    { icon: KeyRound, title: t.firstStart.stepConnect },
    { icon: FileUp, title: t.firstStart.stepDrop },
  ]
  const offset = withPassphrase ? 1 : 0
  const now = workspace ? 1 + offset : withPassphrase && !vault.passphraseSet ? 0 : offset
  return (
    <main className="first-start">
      <div className="first-start-inner">
        <div className="first-start-brand">
          <Icon of={Send} size={18} />
          {t.frame.appName}
        </div>
        <h1>{t.firstStart.headline}</h1>
        <p className="first-start-sub">{t.firstStart.sub}</p>
        <div className={workspace ? 'first-start-columns' : 'first-start-columns first-start-two'}>
          <ol className="first-start-steps" aria-label={t.firstStart.steps}>
            {steps.map((step, index) => (
              <li
                key={step.title}
                className={index === now ? 'first-start-step first-start-step-now' : 'first-start-step'}
                aria-current={index === now ? 'step' : undefined}
              >
                <span className={index < now ? 'step-mark step-mark-done' : 'step-mark'}>
                  {index < now ? <Icon of={Check} size={14} /> : index + 1}
                </span>
                {step.title}
              </li>
            ))}
          </ol>
          <section className="first-start-card">
            {workspace ? (
              <DropStep workspace={workspace} />
            ) : now < offset ? (
              <>
                <h2>{t.vault.setTitle}</h2>
                {passphraseForm}
              </>
            ) : (
              <>
                <h2>{t.firstStart.connectTitle}</h2>
                <p className="text-2">{t.firstStart.connectText}</p>
                {renderConnectForm(connected)}
              </>
            )}
          </section>
          {!workspace && demoOffer}
        </div>
        <div className="first-start-foot">
          <Icon of={ShieldCheck} size={14} />
          <p className="grow">{withPassphrase ? t.firstStart.keptByPassphrase : t.firstStart.keptInKeyring}</p>
          {!workspace && <ReceiptsLink />}
          {!workspace && <RestoreOffer />}
        </div>
      </div>
    </main>
  )
}

/** Link to the receipts, the only data left once all clients are deleted. */
function ReceiptsLink() {
  const receipts = useQuery('clientData.removals', {}).data
  if (!receipts || receipts.length === 0) return null
  return <Button label={t.clientData.receipts} size="s" variant="quiet" onClick={() => go('/settings/data/deleted')} />
}

function DropStep({ workspace }: { workspace: Workspace }) {
  return (
    <>
      {workspace.keyState === 'untested' ? (
        <p>{t.firstStart.untested(workspace.name)}</p>
      ) : (
        <p className="row is-ok">
          <Icon of={Check} />
          {t.firstStart.connected(workspace.name)}
        </p>
      )}
      <h2>{t.firstStart.dropTitle}</h2>
      <p className="text-2">{t.firstStart.dropText}</p>
      <div className="first-start-drop">
        <Icon of={FileUp} size={28} />
        <div className="row">
          <Button
            label={t.firstStart.chooseFile}
            variant="primary"
            size="l"
            shortcut="mod+enter"
            onClick={() => void chooseFileFor(workspace.id)}
            autoFocus
          />
          <Button
            label={t.firstStart.later}
            variant="quiet"
            size="l"
            onClick={() => {
              setFinishing(false)
              go('/home')
            }}
          />
        </div>
      </div>
    </>
  )
}

/** Offers to restore a backup made on another computer in place of the empty store. */
function RestoreOffer() {
  const { fromFile, dialog } = useRestore()
  return (
    <>
      <Button label={t.firstStart.restore} size="s" variant="quiet" action={fromFile} />
      {fromFile.error && <ErrorNote error={fromFile.error} />}
      {dialog}
    </>
  )
}
