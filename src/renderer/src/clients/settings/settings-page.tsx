import './settings.css'
import type { ReactNode } from 'react'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { PageHead } from '../../core/ui/page.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'

/** The sections, in their order. */
const labels = {
  workspaces: () => t.settings.workspaces,
  sync: () => t.campaigns.setting.title,
  alerts: () => t.alerts.setting.title,
  inbox: () => t.inbox.settings.tab,
  blocklist: () => t.blocklist.tab,
  blackout: () => t.exportZones.blackout.title,
  crm: () => t.crm.tab,
  relay: () => t.relay.tab,
  appearance: () => t.settings.appearance,
  desktop: () => t.desktop.settings.tab,
  backups: () => t.backups.tab,
  data: () => t.settings.data,
  diagnostics: () => t.activity.title,
}
export type Section = keyof typeof labels
const sections = Object.keys(labels) as Section[]

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
            label: labels[each](),
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
