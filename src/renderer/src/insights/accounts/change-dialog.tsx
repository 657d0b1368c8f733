import { useState } from 'react'
import type { AccountChange, AccountRow } from '#shared/contract/insights/accounts.ts'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'

export type ChangeKind = 'daily_limit' | 'sending_gap' | 'tracking_domain'
const most: Readonly<Record<ChangeKind, number>> = { daily_limit: 100_000, sending_gap: 1_440, tracking_domain: 0 }

type Props = {
  kind: ChangeKind
  count: number
  /** Prefills the form if only one account is changed. */
  of: AccountRow | null
  act: (change: AccountChange) => Promise<unknown>
  onClose: () => void
}

/** Sets a limit, a gap or a tracking domain for the selected accounts. */
export function ChangeDialog({ kind, count, of, act, onClose }: Props) {
  const words = t.accounts.change
  const before = { daily_limit: of?.dailyLimit, sending_gap: of?.sendingGap, tracking_domain: of?.trackingDomain }[kind]
  const [value, setValue] = useState(String(before ?? ''))
  const typed = value.trim()
  const number = /^\d{1,6}$/.test(typed) && Number(typed) <= most[kind] ? Number(typed) : null
  const host = typed === '' || /^[a-z0-9.-]+\.[a-z]{2,}$/i.test(typed)
  const action = useAction(async () => {
    if (kind === 'tracking_domain') await act({ kind, value: typed === '' ? null : typed.toLowerCase() })
    else if (number !== null) await act({ kind, value: number })
    onClose()
  })
  return (
    <FormDialog
      title={t.accounts.acts[kind]}
      description={words.text(count)}
      action={action}
      label={words.apply}
      ready={kind === 'tracking_domain' ? host : number !== null}
      onClose={onClose}
    >
      {kind === 'tracking_domain' ? (
        <Field label={words.tracking} hint={words.trackingHint}>
          <TextInput value={value} onChange={setValue} maxLength={253} autoFocus />
        </Field>
      ) : (
        <Field label={kind === 'daily_limit' ? words.limit : words.gap}>
          <TextInput value={value} onChange={setValue} inputMode="numeric" maxLength={6} autoFocus />
        </Field>
      )}
    </FormDialog>
  )
}
