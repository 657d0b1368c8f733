import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import type { VaultState } from '#shared/contract/clients/workspaces.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { workspaceCommands } from './commands.ts'
import { UnlockDialog } from './unlock-dialog.tsx'

/** What protects the keys; locks and unlocks them if it is a passphrase. */
export function VaultCard({ vault }: { vault: VaultState }) {
  const [unlocking, setUnlocking] = useState(false)
  const lock = useAction(async () => {
    await call('vault.lock', {})
    showToast(t.vault.locked)
  })
  const passphrase = vault.protection === 'passphrase'
  return (
    <Card
      title={t.vault.protection}
      meta={passphrase ? t.vault.byPassphrase : t.vault.byKeyring}
      actions={
        passphrase && vault.passphraseSet ? (
          vault.locked ? (
            <Button label={t.vault.unlock} size="s" icon={LockOpen} onClick={() => setUnlocking(true)} />
          ) : (
            <Button label={t.vault.lock} size="s" icon={Lock} command={workspaceCommands.lockKeys} action={lock} />
          )
        ) : undefined
      }
    >
      <p className="text-2">{passphrase ? t.vault.whyShort : t.firstStart.keptInKeyring}</p>
      {lock.error && <ErrorNote error={lock.error} />}
      <UnlockDialog open={unlocking} onClose={() => setUnlocking(false)} />
    </Card>
  )
}
