import './analytics.css'
import { useState } from 'react'
import type { BreakdownScope } from '#shared/contract/insights/breakdowns.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/page.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { ByColumn } from './by-column.tsx'
import { ByHour } from './by-hour.tsx'
import { ByMailbox } from './by-mailbox.tsx'
import { VariantTests } from './variant-tests.tsx'

const views = ['column', 'mailboxes', 'hours', 'tests'] as const
export type BreakdownName = (typeof views)[number]

type Props = {
  scope: BreakdownScope
  /** Whether all leads are of one client; only then can they be combined. */
  oneClient: boolean
  /** The campaign's own time zone, if a single campaign is shown. */
  zone?: string | null
}

/** Breakdowns of the figures by lead column, mailbox, hour and variant. */
export function Breakdowns({ scope, oneClient, zone = null }: Props) {
  const [view, setView] = useState<BreakdownName>('column')
  return (
    <Card className="breakdowns" pad={false}>
      <Tabs
        label={t.breakdowns.title}
        value={view}
        onChange={setView}
        tabs={views.map((value) => ({ value, label: t.breakdowns.tabs[value] }))}
      >
        <Breakdown of={view} scope={scope} oneClient={oneClient} zone={zone} />
      </Tabs>
    </Card>
  )
}

export function Breakdown({ of, scope, oneClient, zone = null }: Props & { of: BreakdownName }) {
  switch (of) {
    case 'column':
      return <ByColumn scope={scope} oneClient={oneClient} />
    case 'mailboxes':
      return <ByMailbox scope={scope} />
    case 'hours':
      return <ByHour scope={scope} zone={zone} />
    case 'tests':
      return <VariantTests scope={scope} />
  }
}
