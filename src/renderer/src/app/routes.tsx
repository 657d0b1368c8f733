import { lazy, type ReactNode, Suspense } from 'react'
import type { CampaignId, ExperimentId, ExportId, ListId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { ActivityPage } from '../features/activity/activity-page.tsx'
import { idsOfPath } from '../features/analytics/set-path.ts'
import { DemoCard } from '../features/demo/demo-card.tsx'
import { FirstSteps } from '../features/guide/first-steps.tsx'
import { HomePage } from '../features/home/home-page.tsx'
import { AppearanceSection } from '../features/settings/appearance-section.tsx'
import { DataSection } from '../features/settings/data-section.tsx'
import { DesktopSection } from '../features/settings/desktop-section.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { ClientPage } from '../features/workspaces/client-page.tsx'
import { ClientsSection } from '../features/workspaces/clients-section.tsx'
import { matchPath } from '../lib/router-core.ts'
import { allCommands } from './commands.ts'

const ListsPage = lazy(async () => ({ default: (await import('../features/lists/lists-page.tsx')).ListsPage }))
const KeysPage = lazy(async () => ({ default: (await import('../features/help/keys-page.tsx')).KeysPage }))
const ListPage = lazy(async () => ({ default: (await import('../features/lists/list-page.tsx')).ListPage }))
const ImportPage = lazy(async () => ({ default: (await import('../features/lists/import-page.tsx')).ImportPage }))
const SupabasePage = lazy(async () => ({
  default: (await import('../features/supabase/supabase-page.tsx')).SupabasePage,
}))
const RemoteLeadsPage = lazy(async () => ({
  default: (await import('../features/remote-leads/remote-leads-page.tsx')).RemoteLeadsPage,
}))
const RelaySection = lazy(async () => ({ default: (await import('../features/relay/relay-section.tsx')).RelaySection }))
const RelayPages = lazy(async () => ({ default: (await import('../features/activity/relay-pages.tsx')).RelayPages }))
const CrmSection = lazy(async () => ({
  default: (await import('../features/crm/crm-section.tsx')).CrmSection,
}))
const OptOutsPage = lazy(async () => ({
  default: (await import('../features/opt-outs/opt-outs-page.tsx')).OptOutsPage,
}))
const OptOutSettingsCard = lazy(async () => ({
  default: (await import('../features/opt-outs/opt-out-settings-card.tsx')).OptOutSettingsCard,
}))
const BlocklistSection = lazy(async () => ({
  default: (await import('../features/blocklist/blocklist-section.tsx')).BlocklistSection,
}))
const LeadCopySettingsCard = lazy(async () => ({
  default: (await import('../features/lead-copies/settings-card.tsx')).LeadCopySettingsCard,
}))
const ExportsPage = lazy(async () => ({ default: (await import('../features/exports/exports-page.tsx')).ExportsPage }))
const CampaignsPage = lazy(async () => ({
  default: (await import('../features/campaigns/campaigns-page.tsx')).CampaignsPage,
}))
const AnalyticsPage = lazy(async () => ({
  default: (await import('../features/analytics/analytics-page.tsx')).AnalyticsPage,
}))
const ReportsPage = lazy(async () => ({
  default: (await import('../features/reports/reports-page.tsx')).ReportsPage,
}))
const ExperimentsPage = lazy(async () => ({
  default: (await import('../features/experiments/experiments-page.tsx')).ExperimentsPage,
}))
const ExperimentPage = lazy(async () => ({
  default: (await import('../features/experiments/experiment-page.tsx')).ExperimentPage,
}))
const NewExperimentPage = lazy(async () => ({
  default: (await import('../features/experiments/experiment-page.tsx')).NewExperimentPage,
}))
const ChosenSetPage = lazy(async () => ({
  default: (await import('../features/analytics/set-page.tsx')).ChosenSetPage,
}))
const KeptSetPage = lazy(async () => ({ default: (await import('../features/analytics/set-page.tsx')).KeptSetPage }))
const MoneyPage = lazy(async () => ({ default: (await import('../features/money/money-page.tsx')).MoneyPage }))
const CampaignPage = lazy(async () => ({
  default: (await import('../features/campaigns/campaign-page.tsx')).CampaignPage,
}))
const EditPage = lazy(async () => ({ default: (await import('../features/campaign-edits/edit-page.tsx')).EditPage }))
const LocalPage = lazy(async () => ({ default: (await import('../features/campaign-edits/local-page.tsx')).LocalPage }))
const AlertSection = lazy(async () => ({
  default: (await import('../features/alerts/alert-section.tsx')).AlertSection,
}))
const CampaignSection = lazy(async () => ({
  default: (await import('../features/campaigns/campaign-section.tsx')).CampaignSection,
}))
const SequenceSection = lazy(async () => ({
  default: (await import('../features/sequences/sequence-section.tsx')).SequenceSection,
}))
const SequencePage = lazy(async () => ({
  default: (await import('../features/sequences/sequence-page.tsx')).SequencePage,
}))
const HealthPage = lazy(async () => ({ default: (await import('../features/activity/health-pages.tsx')).HealthPage }))
const PlanPage = lazy(async () => ({ default: (await import('../features/exports/plan-page.tsx')).PlanPage }))
const InboxPage = lazy(async () => ({ default: (await import('../features/inbox/inbox-page.tsx')).InboxPage }))
const InboxSection = lazy(async () => ({
  default: (await import('../features/inbox/inbox-section.tsx')).InboxSection,
}))
const HelpPage = lazy(async () => ({ default: (await import('../features/help/help-page.tsx')).HelpPage }))
const EventsPage = lazy(async () => ({ default: (await import('../features/activity/events-page.tsx')).EventsPage }))
const LeadEventsPage = lazy(async () => ({
  default: (await import('../features/activity/lead-events-page.tsx')).LeadEventsPage,
}))
const LedgerPage = lazy(async () => ({ default: (await import('../features/exports/ledger-page.tsx')).LedgerPage }))

const home = () => <HomePage firstSteps={<FirstSteps />} />

type Values = Readonly<Record<string, string>>

/** A screen of one thing; home where the path names none. The id's schema would bring zod into the window's start. */
function withId(draw: (id: never) => ReactNode) {
  return (values: Values): ReactNode => {
    if (!/^[1-9]\d{0,14}$/.test(values.id ?? '')) return home()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a number from a path is of the kind its screen says
    return draw(Number(values.id) as never)
  }
}

const settings = (
  section:
    | 'workspaces'
    | 'relay'
    | 'campaigns'
    | 'sequences'
    | 'blocklist'
    | 'inbox'
    | 'crm'
    | 'appearance'
    | 'desktop'
    | 'data',
  content: ReactNode,
) => <SettingsPage section={section}>{content}</SettingsPage>

const clientsAndDemo = () => (
  <>
    <ClientsSection />
    <DemoCard />
  </>
)

const blocklistAndCopies = () => (
  <>
    <OptOutSettingsCard />
    <BlocklistSection />
    <LeadCopySettingsCard />
  </>
)

const campaignsAndAlerts = () => (
  <>
    <CampaignSection />
    <AlertSection />
  </>
)

const routes: readonly (readonly [string, (values: Values) => ReactNode])[] = [
  ['/home', () => home()],
  ['/lists', () => <ListsPage />],
  ['/lists/supabase', () => <SupabasePage />],
  ['/lists/instantly', () => <RemoteLeadsPage />],
  ['/lists/:id', withId((id: ListId) => <ListPage listId={id} />)],
  ['/lists/:id/experiment', withId((id: ListId) => <NewExperimentPage listId={id} />)],
  ['/import/:id', (values) => <ImportPage importId={values.id ?? ''} />],
  ['/exports', () => <ExportsPage />],
  ['/exports/plan/:id', withId((id: ListId) => <PlanPage listId={id} />)],
  ['/exports/:id', withId((id: ExportId) => <LedgerPage exportId={id} />)],
  ['/campaigns', () => <CampaignsPage />],
  ['/campaigns/:id', withId((id: CampaignId) => <CampaignPage campaignId={id} />)],
  ['/campaigns/local/:id', withId((id: LocalCampaignId) => <LocalPage localId={id} />)],
  ['/campaigns/:id/edit', withId((id: CampaignId) => <EditPage campaignId={id} />)],
  ['/analytics', () => <AnalyticsPage />],
  ['/analytics/reports', () => <ReportsPage />],
  ['/analytics/experiments', () => <ExperimentsPage />],
  ['/analytics/experiments/:id', withId((id: ExperimentId) => <ExperimentPage id={id} />)],
  ['/analytics/campaigns/:ids', ({ ids }) => <ChosenSetPage campaignIds={idsOfPath(ids ?? '')} fromExports={false} />],
  ['/analytics/exports/:ids', ({ ids }) => <ChosenSetPage campaignIds={idsOfPath(ids ?? '')} fromExports />],
  ['/analytics/kept/:id', withId((id: number) => <KeptSetPage setId={id} />)],
  ['/analytics/money', () => <MoneyPage tab="figures" />],
  ['/analytics/money/parts', () => <MoneyPage tab="parts" />],
  ['/analytics/money/costs', () => <MoneyPage tab="costs" />],
  ['/analytics/money/values', () => <MoneyPage tab="values" />],
  ['/inbox', () => <InboxPage threadId={null} />],
  [
    '/inbox/:id',
    (values) => <InboxPage threadId={/^[1-9]\d{0,14}$/.test(values.id ?? '') ? Number(values.id) : null} />,
  ],
  ['/opted-out', () => <OptOutsPage />],
  ['/activity', () => <ActivityPage />],
  ['/activity/missing', () => <RelayPages view="missing" />],
  ['/activity/jobs', () => <HealthPage view="jobs" />],
  ['/activity/given-up', () => <HealthPage view="givenUp" />],
  ['/activity/service', () => <HealthPage view="service" />],
  ['/activity/simulator', () => <RelayPages view="simulator" />],
  ['/activity/events', () => <EventsPage view="events" />],
  ['/activity/events/conversation/:id', withId((id: number) => <LeadEventsPage threadId={id} />)],
  ['/activity/events/campaign/:id', withId((id: number) => <EventsPage view="events" campaignId={id} />)],
  ['/activity/unread', () => <EventsPage view="unread" />],
  ['/settings', () => settings('workspaces', clientsAndDemo())],
  ['/settings/workspaces', () => settings('workspaces', clientsAndDemo())],
  ['/help/keys', () => <KeysPage commands={allCommands} />],
  ['/settings/workspaces/:id', withId((id: WorkspaceId) => <ClientPage workspaceId={id} />)],
  ['/settings/relay', () => settings('relay', <RelaySection />)],
  ['/settings/blocklist', () => settings('blocklist', blocklistAndCopies())],
  ['/settings/campaigns', () => settings('campaigns', campaignsAndAlerts())],
  ['/settings/sequences', () => settings('sequences', <SequenceSection />)],
  ['/settings/sequences/:id', (values) => <SequencePage id={values.id ?? ''} />],
  ['/settings/inbox', () => settings('inbox', <InboxSection />)],
  ['/settings/crm', () => settings('crm', <CrmSection />)],
  ['/settings/appearance', () => settings('appearance', <AppearanceSection />)],
  ['/settings/desktop', () => settings('desktop', <DesktopSection />)],
  ['/help', () => <HelpPage name={null} anchor={null} />],
  ['/help/:name', ({ name }) => <HelpPage name={name ?? null} anchor={null} />],
  ['/help/:name/:anchor', ({ name, anchor }) => <HelpPage name={name ?? null} anchor={anchor ?? null} />],
  ['/settings/data', () => settings('data', <DataSection />)],
]

/** The screen of a path; home for one that leads nowhere. */
export function Screen({ path }: { path: string }) {
  for (const [pattern, draw] of routes) {
    const values = matchPath(pattern, path)
    // Screens are on this disk: they come within a frame, and nothing is drawn rather than a spinner.
    if (values) return <Suspense fallback={null}>{draw(values)}</Suspense>
  }
  return home()
}
