import { BellOff, Ellipsis, Moon, X } from 'lucide-react'
import type { MuteSubject, ShownAlert } from '#shared/contract/insights/alerts.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { asAppError, call } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { aboutName, alertTitle } from './alert-text.ts'

/** Other actions for an alert: dismiss, snooze or mute it. */
export function AlertMenu({ alert }: { alert: ShownAlert }) {
  const words = t.alerts
  const look = useClientLabel()(alert)
  const title = alertTitle(alert)
  const { workspaceId, key, kind, about, partId } = alert
  const named = { workspaceId, key }
  const again = () => call('alerts.snooze', { ...named, until: null })
  const act = (label: string, todo: () => Promise<unknown>, undo: () => Promise<unknown>) => {
    todo().then(
      () => pushUndo({ words: () => label, undo, redo: todo, toast: label }),
      (thrown: unknown) => {
        const { code, data } = asAppError(thrown)
        showToast(t.errors[code](data).what, { tone: 'bad' })
      },
    )
  }
  const snooze = (days: number) => () => {
    const until = new Date(Date.now() + days * dayMs).toISOString()
    act(words.snoozed(formatWhen(until)), () => call('alerts.snooze', { ...named, until }), again)
  }
  const mute = (of: MuteSubject) => () => {
    const set = (muted: boolean) => call('alerts.mute', { workspaceId, alertKind: kind, of, muted })
    act(
      words.muted,
      () => set(true),
      () => set(false),
    )
  }
  const client = words.muteClient(look?.name ?? '')
  return (
    <Menu
      trigger={<IconButton size="s" icon={Ellipsis} label={words.more(title, aboutName(alert) ?? look?.name ?? '')} />}
      items={[
        {
          label: words.aside,
          icon: X,
          onSelect: () => act(words.asideDone, () => call('alerts.dismiss', named), again),
        },
        { label: words.snoozeDay, icon: Moon, onSelect: snooze(1) },
        { label: words.snoozeWeek, icon: Moon, onSelect: snooze(7) },
        'line',
        ...(about.kind === 'campaign'
          ? [
              {
                label: words.muteCampaign,
                icon: BellOff,
                onSelect: mute({ kind: 'campaign', campaignId: about.campaignId }),
              },
            ]
          : []),
        ...(about.kind === 'mailbox'
          ? [
              {
                label: words.muteMailbox,
                icon: BellOff,
                onSelect: mute({ kind: 'mailbox', email: about.email }),
              },
            ]
          : []),
        { label: client, icon: BellOff, onSelect: mute({ kind: 'client', partId }) },
      ]}
    />
  )
}
