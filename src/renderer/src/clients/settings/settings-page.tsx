import './settings.css'
import type { ReactNode } from 'react'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { PageHead } from '../../core/ui/page-head.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'

const sections = [
  'workspaces',
  'sync',
  'alerts',
  'inbox',
  'blocklist',
  'blackout',
  'crm',
  'relay',
  'appearance',
  'desktop',
  'backups',
  'data',
  'diagnostics',
] as const
export type Section = (typeof sections)[number]

const labelOf = (section: Section): string => {
  if (section === 'relay') return t.relay.tab
  if (section === 'backups') return t.backups.tab
  if (section === 'desktop') return t.desktop.settings.tab
  if (section === 'inbox') return t.inbox.settings.tab
  if (section === 'sync') return t.campaigns.setting.title
  if (section === 'alerts') return t.alerts.setting.title
  if (section === 'blackout') return t.exportZones.rest.title
  if (section === 'diagnostics') return t.activity.title
  if (section === 'crm') return t.crm.tab
  return section === 'blocklist' ? t.blocklist.tab : t.settings[section]
}

/** Settings: the head and the section list; each feature provides its own section. */
export function SettingsPage({ section, children }: { section: Section; children: ReactNode }) {
  return (
    <div className="page">
      <PageHead title={t.settings.title} />
      <div className="settings">
        <Tabs
          vertical
          label={t.settings.sections}
          value={section}
          onChange={(next) => go(`/settings/${next}`)}
          tabs={sections.map((each) => ({
            value: each,
            label: labelOf(each),
          }))}
        >
          <div className="settings-content">
            <div className="settings-column">{children}</div>
          </div>
        </Tabs>
      </div>
    </div>
  )
}
