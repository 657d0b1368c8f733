import type { Quieted } from '#shared/contract/insights/alerts.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDate, formatWhen, t } from '../../core/lib/texts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { aboutName, alertTitle, kindName } from './alert-text.ts'

/** Alerts that are dismissed, snoozed or muted, each with a button to restore it. */
export function MutedAlertsCard() {
  const words = t.alerts.quieted
  const rows = useQuery('alerts.quieted', {}).data
  const lookOf = useClientLabel()
  const again = useAction(async (row: Quieted) =>
    row.how === 'muted'
      ? call('alerts.mute', { workspaceId: row.workspaceId, alertKind: row.alertKind, of: row.of, muted: false })
      : call('alerts.snooze', { workspaceId: row.workspaceId, key: row.key, until: null }),
  )
  if (!rows) return null
  const nameOf = (row: Quieted): string => {
    const partId = row.how === 'muted' ? (row.of.kind === 'client' ? row.of.partId : null) : row.alert.partId
    const client = lookOf({ workspaceId: row.workspaceId, partId })?.whole ?? ''
    if (row.how !== 'muted') return aboutName(row.alert) ?? client
    return row.of.kind === 'client' ? client : (row.name ?? words.gone)
  }
  return (
    <Card title={words.title} pad={rows.length === 0}>
      {again.error && <ErrorNote error={again.error} />}
      {rows.length === 0 ? (
        <p className="text-2 small">{words.none}</p>
      ) : (
        <>
          <p className="text-2 small quieted-text">{words.text}</p>
          <PlainTable<Quieted>
            label={words.title}
            rows={rows}
            rowId={(row) =>
              `${row.workspaceId} ${row.how} ${row.how === 'muted' ? `${row.alertKind} ${JSON.stringify(row.of)}` : row.key}`
            }
            columns={[
              column('what', words.what, {}, (row) => {
                const text = row.how === 'muted' ? kindName(row.alertKind) : alertTitle(row.alert)
                return <Cut text={text} />
              }),
              column('whose', words.whose, {}, (row) => <Cut text={nameOf(row)} />),
              column('how', words.how, { width: 170 }, (row) => (
                <span className="text-2">
                  {row.how === 'aside'
                    ? words.aside
                    : row.how === 'snoozed'
                      ? words.snoozed(formatWhen(row.until))
                      : words.muted(formatDate(row.at))}
                </span>
              )),
              column('again', t.ui.actions, { width: 130, align: 'right' }, (row) => (
                <Button label={words.again} size="s" variant="quiet" onClick={() => again.run(row)} />
              )),
            ]}
          />
        </>
      )}
    </Card>
  )
}
