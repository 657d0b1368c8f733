import './backups.css'
import { Box, ChevronRight, Clock, FolderOpen, HardDrive, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BackupState } from '#shared/contract/app/backups.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatBytes, formatWhen, t } from '../../core/lib/texts.ts'
import { Button, Icon, type LucideIcon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/**
 * The backup settings: when backups are made, which are kept, where they are stored and what protects the keys in them;
 * each on a line that opens for editing.
 */
export function PlanCard({ state }: { state: BackupState }) {
  const words = t.backups
  const { settings, folder, isDefaultFolder, freeBytes, replaced } = state
  const vault = useQuery('vault.state', {}).data
  const oldest = replaced.at(-1)
  const bytes = replaced.reduce((sum, one) => sum + one.bytes, 0)
  const save = useAction((change: Partial<BackupState['settings']>) => call('backups.save', { ...settings, ...change }))
  const choose = useAction((reset: boolean) => call('backups.chooseFolder', { reset }))
  const error = save.error ?? choose.error
  return (
    <Card pad={false}>
      {error && (
        <div className="card-pad">
          <ErrorNote error={error} />
        </div>
      )}
      <Row icon={Clock} term={words.schedule} says={settings.daily ? words.dailyAt(settings.hour) : words.notDaily}>
        <div className="row backup-schedule">
          <Switch checked={settings.daily} onChange={(daily) => save.run({ daily })} label={words.daily} />
          <Select
            label={words.at}
            value={settings.hour}
            disabled={!settings.daily}
            options={hours.map((hour) => ({ value: hour, label: words.hour(hour) }))}
            onChange={(hour) => save.run({ hour })}
          />
        </div>
        <p>{words.scheduleText}</p>
      </Row>
      <Row icon={Box} term={words.keep} says={words.keepShort}>
        <p>{words.keepText}</p>
        {oldest !== undefined && (
          <p>
            {`${words.replaced}: ${words.replacedText(replaced.length, formatBytes(bytes), formatWhen(oldest.goesAt))}`}
          </p>
        )}
      </Row>
      <Row
        icon={HardDrive}
        term={words.folder}
        says={isDefaultFolder ? words.dataFolder : folder}
        more={freeBytes === null ? null : words.free(formatBytes(freeBytes))}
      >
        <span className="mono">{folder}</span>
        <div className="row">
          <Button
            label={words.choose}
            size="s"
            icon={FolderOpen}
            onClick={() => choose.run(false)}
            busy={choose.busy}
          />
          {!isDefaultFolder && (
            <Button label={words.reset} size="s" variant="quiet" onClick={() => choose.run(true)} busy={choose.busy} />
          )}
        </div>
        {isDefaultFolder && <p>{words.sameDisk}</p>}
        <p>{words.leftOut}</p>
      </Row>
      {vault && (
        <Row icon={KeyRound} term={words.keys} says={words.keysBy[vault.protection]}>
          <p>{words.keysText[vault.protection]}</p>
          <p>{words.inTheClear}</p>
        </Row>
      )}
    </Card>
  )
}

type Props = {
  icon: LucideIcon
  term: string
  says: string
  more?: string | null
  children: ReactNode
}

function Row({ icon, term, says, more = null, children }: Props) {
  return (
    <details className="backup-row">
      <summary>
        <Icon of={icon} />
        <span className="backup-term">{term}</span>
        <span className="ellipsis">{says}</span>
        {more && <span className="backup-more text-3 small">{more}</span>}
        <Icon of={ChevronRight} className="backup-opens" />
      </summary>
      <div className="backup-row-body backup-lines text-2 small">{children}</div>
    </details>
  )
}
