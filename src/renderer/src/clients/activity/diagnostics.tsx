import './activity.css'
import { ClipboardCopy } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { Button } from '../../core/ui/button.tsx'
import { PageHead } from '../../core/ui/page.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'

/** The pages, in the order of their tabs. */
const labels = {
  jobs: () => t.health.jobs.title,
  failed: () => t.health.givenUp.title,
  missing: () => t.relay.gapsTitle,
  events: () => t.events.title,
  service: () => t.health.service.title,
  calls: () => t.events.calls,
  ask: () => t.ask.title,
  simulator: () => t.relay.simulatorTitle,
}
const views = Object.keys(labels) as DiagnosticsView[]
type DiagnosticsView = keyof typeof labels

type Props = {
  view: DiagnosticsView
  meta: string
  /** Buttons at the right of the head. */
  actions?: ReactNode
  children: ReactNode
}

const copyDiagnostics = async () => {
  try {
    copyText((await call('desktop.diagnostics', {})).text)
  } catch (error) {
    showFailure(error)
  }
}

/** Diagnostics of the app, for finding the cause of a problem; one level below the settings. */
export function Diagnostics({ view, meta, actions, children }: Props) {
  return (
    <div className="page">
      <PageHead title={t.activity.title} crumbs={[{ label: t.settings.title, to: '/settings' }]} meta={meta}>
        {actions}
        <Button label={t.activity.copyDiagnostics} icon={ClipboardCopy} onClick={() => void copyDiagnostics()} />
      </PageHead>
      <div className="page-body stack-3 activity">
        <Tabs
          label={t.events.views}
          value={view}
          onChange={(next) => go(`/settings/diagnostics/${next}`)}
          tabs={views.map((value) => ({ value, label: labels[value]() }))}
        >
          <div className="activity-view">{children}</div>
        </Tabs>
      </div>
    </div>
  )
}
