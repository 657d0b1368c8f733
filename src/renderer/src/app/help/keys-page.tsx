import type { Command } from '../../core/lib/commands.ts'
import { t } from '../../core/lib/texts.ts'
import { Card, PageHead } from '../../core/ui/page.tsx'
import { KeyMap } from './key-map.tsx'

/** The keyboard map as a screen, opened from Help. */
export function KeysPage({ commands }: { commands: readonly Command[] }) {
  return (
    <div className="page">
      <PageHead title={t.keyMap.title} crumbs={[{ label: t.guide.helpTitle, to: '/help' }]} />
      <div className="page-body">
        <Card>
          <div className="stack">
            <p className="text-2">{t.keyMap.intro}</p>
            <KeyMap commands={commands} />
          </div>
        </Card>
      </div>
    </div>
  )
}
