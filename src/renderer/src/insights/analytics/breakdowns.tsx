import './analytics.css'
import { useState } from 'react'
import type { BreakdownScope } from '#shared/contract/insights/breakdowns.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/card.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { ByColumn } from './by-column.tsx'
import { ByHour } from './by-hour.tsx'
import { ByMailbox } from './by-mailbox.tsx'
import { VariantTests } from './variant-tests.tsx'

const views = ['column', 'mailboxes', 'hours', 'tests'] as const

type Props = {
  scope: BreakdownScope
  /** Leads of one client only are put together. */
  oneClient: boolean
  /** The campaign's own time zone, where one campaign is shown. */
  zone?: string | null
}

/** The same figures taken apart: by lead column, mailbox, hour and variant. */
export function Breakdowns({ scope, oneClient, zone = null }: Props) {
  const words = t.breakdowns
  const [view, setView] = useState<(typeof views)[number]>('column')
  return (
    <Card className="breakdowns" pad={false}>
      <Tabs
        label={words.title}
        value={view}
        onChange={setView}
        tabs={views.map((value) => ({ value, label: words.tabs[value] }))}
      >
        {view === 'column' && <ByColumn scope={scope} oneClient={oneClient} />}
        {view === 'mailboxes' && <ByMailbox scope={scope} />}
        {view === 'hours' && <ByHour scope={scope} zone={zone} />}
        {view === 'tests' && <VariantTests scope={scope} />}
      </Tabs>
    </Card>
  )
}
