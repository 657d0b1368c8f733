import './settings.css'
import type { ReactNode } from 'react'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'

const sections = ['workspaces', 'appearance', 'data'] as const
type Section = (typeof sections)[number]

/** Settings: the head and its sections; what a section shows comes from its feature. */
export function SettingsPage({ section, children }: { section: Section; children: ReactNode }) {
  return (
    <div className="page">
      <PageHead title={t.settings.title} />
      <div className="settings">
        <Tabs
          label={t.settings.sections}
          value={section}
          onChange={(next) => go(`/settings/${next}`)}
          tabs={sections.map((each) => ({ value: each, label: t.settings[each] }))}
        >
          <div className="settings-content">
            <div className="settings-column">{children}</div>
          </div>
        </Tabs>
      </div>
    </div>
  )
}
