import '../frame-bar.css'
import { DatabaseBackup } from 'lucide-react'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { restoredTitle } from './restored-title.ts'

/** Bar over every screen after a restore until everything is resumed; it explains why nothing is sent. */
export function RestoredBar({ path }: { path: string }) {
  const restored = useQuery('backups.restored', {}).data ?? null
  const words = t.backups.restored
  // The card there says more.
  if (restored === null || path === '/settings/backups') return null
  const title = restoredTitle(restored)
  return (
    <section className="frame-bar pause-bar" aria-label={title}>
      <span className="row pause-bar-what">
        <Icon of={DatabaseBackup} />
        {title}
      </span>
      <span className="frame-bar-more">{words.bar}</span>
      <Button label={t.pauses.bar.show} size="s" onClick={() => go('/settings/backups')} />
    </section>
  )
}
