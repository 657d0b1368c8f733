// Its filters are shared with other logs.
import '../clients/activity/activity.css'
import { type ReactNode, Suspense, useEffect } from 'react'
import { emailOfPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { ApiKeyId, CampaignId, ExperimentId, ExportId, ListId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { idsOfPath } from '../campaigns/campaigns/set-path.ts'
import { AppearanceSection } from '../clients/settings/appearance-section.tsx'
import { DataSection } from '../clients/settings/data-section.tsx'
import { type Section, SettingsPage } from '../clients/settings/settings-page.tsx'
import { ClientsSection } from '../clients/workspaces/clients-section.tsx'
import { lazyNamed } from '../core/lib/lazy-named.ts'
import { replace } from '../core/lib/router.ts'
import { matchPath } from '../core/lib/router-core.ts'
import { usePageFocus } from '../core/lib/use-page-focus.ts'
import { allCommands } from './commands.ts'
import { DemoCard } from './demo/demo-card.tsx'
import { FirstSteps } from './guide/first-steps.tsx'
import { HomePage } from './home/home-page.tsx'
import { LockCard } from './lock/lock-card.tsx'
import './slots.ts'

const loads: (() => Promise<unknown>)[] = []

/** Defines a screen that is loaded from a file of its own. */
function screen<Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) {
  loads.push(load)
  return lazyNamed(load, name)
}

/** Loads all screens one at a time while idle, so that the first visit of a screen is as fast as later ones. */
export function readScreens(): void {
  const [next] = loads.splice(0, 1)
  if (next) requestIdleCallback(() => void next().then(readScreens, readScreens))
}

const ApiLogPage = screen(() => import('../clients/activity/api-log-page.tsx'), 'ApiLogPage')
const AskPage = screen(() => import('../clients/activity/ask-page.tsx'), 'AskPage')
const ClientPage = screen(() => import('../clients/workspaces/client-page.tsx'), 'ClientPage')
const BackupsSection = screen(() => import('./backups/backups-section.tsx'), 'BackupsSection')
const RemovedCard = screen(() => import('./client-data/removed-card.tsx'), 'RemovedCard')
const ErasedCard = screen(() => import('./people/erased-card.tsx'), 'ErasedCard')
const DesktopSection = screen(() => import('../clients/settings/desktop-section.tsx'), 'DesktopSection')
const ListsPage = screen(() => import('../leads/lists/lists-page.tsx'), 'ListsPage')
const KeysPage = screen(() => import('./help/keys-page.tsx'), 'KeysPage')
const ListPage = screen(() => import('../leads/lists/list-page.tsx'), 'ListPage')
const ImportPage = screen(() => import('../leads/import/import-page.tsx'), 'ImportPage')
const SupabasePage = screen(() => import('../leads/supabase/supabase-page.tsx'), 'SupabasePage')
const RemoteLeadsPage = screen(() => import('../leads/remote-leads/remote-leads-page.tsx'), 'RemoteLeadsPage')
const RelaySection = screen(() => import('../events/relay/relay-section.tsx'), 'RelaySection')
const RelayPages = screen(() => import('../events/relay/relay-pages.tsx'), 'RelayPages')
const CrmSection = screen(() => import('../inbox/crm/crm-section.tsx'), 'CrmSection')
const OptOutsPage = screen(() => import('../leads/opt-outs/opt-outs-page.tsx'), 'OptOutsPage')
const OptOutSettingsCard = screen(() => import('../leads/opt-outs/opt-out-settings-card.tsx'), 'OptOutSettingsCard')
const SharedMemoryCard = screen(() => import('../leads/shared-memory/shared-memory-card.tsx'), 'SharedMemoryCard')
const BlocklistSection = screen(() => import('../leads/blocklist/blocklist-section.tsx'), 'BlocklistSection')
const LeadMirrorSettingsCard = screen(() => import('../leads/lead-mirror/settings-card.tsx'), 'LeadMirrorSettingsCard')
const ExportsPage = screen(() => import('../exports/ledger/exports-page.tsx'), 'ExportsPage')
const CampaignsPage = screen(() => import('../campaigns/campaigns/campaigns-page.tsx'), 'CampaignsPage')
const AccountsPage = screen(() => import('../insights/accounts/accounts-page.tsx'), 'AccountsPage')
const AnalyticsPage = screen(() => import('../insights/analytics/analytics-page.tsx'), 'AnalyticsPage')
const ReportsPage = screen(() => import('../insights/reports/reports-page.tsx'), 'ReportsPage')
const ExperimentsPage = screen(() => import('../exports/experiments/experiments-page.tsx'), 'ExperimentsPage')
const ExperimentPage = screen(() => import('../exports/experiments/experiment-page.tsx'), 'ExperimentPage')
const NewExperimentPage = screen(() => import('../exports/experiments/experiment-page.tsx'), 'NewExperimentPage')
const ChosenSetPage = screen(() => import('../insights/analytics/set-page.tsx'), 'ChosenSetPage')
const SavedSetPage = screen(() => import('../insights/analytics/set-page.tsx'), 'SavedSetPage')
const MoneyPage = screen(() => import('../insights/money/money-page.tsx'), 'MoneyPage')
const MoneyEditPage = screen(() => import('../insights/money/money-page.tsx'), 'MoneyEditPage')
const CampaignPage = screen(() => import('../campaigns/campaigns/campaign-page.tsx'), 'CampaignPage')
const EditPage = screen(() => import('../campaigns/campaign-edits/edit-page.tsx'), 'EditPage')
const LocalPage = screen(() => import('../campaigns/campaign-edits/local-page.tsx'), 'LocalPage')
const AlertSection = screen(() => import('../insights/alerts/alert-section.tsx'), 'AlertSection')
const CampaignSection = screen(() => import('../campaigns/campaigns/campaign-section.tsx'), 'CampaignSection')
const SequencesPage = screen(() => import('../campaigns/sequences/sequences-page.tsx'), 'SequencesPage')
const BlackoutSection = screen(() => import('../exports/plan/blackout-section.tsx'), 'BlackoutSection')
const FeedPage = screen(() => import('./feed/feed-page.tsx'), 'FeedPage')
const SequencePage = screen(() => import('../campaigns/sequences/sequence-page.tsx'), 'SequencePage')
const PersonPage = screen(() => import('./people/person-page.tsx'), 'PersonPage')
const HealthPage = screen(() => import('../background/health-pages.tsx'), 'HealthPage')
const PlanPage = screen(() => import('../exports/plan/plan-page.tsx'), 'PlanPage')
const InboxPage = screen(() => import('../inbox/inbox/inbox-page.tsx'), 'InboxPage')
const InboxSection = screen(() => import('../inbox/inbox/inbox-section.tsx'), 'InboxSection')
const HelpPage = screen(() => import('./help/help-page.tsx'), 'HelpPage')
const EventsPage = screen(() => import('../events/events/events-page.tsx'), 'EventsPage')
const LeadEventsPage = screen(() => import('../events/events/lead-events-page.tsx'), 'LeadEventsPage')
const LedgerPage = screen(() => import('../exports/ledger/ledger-page.tsx'), 'LedgerPage')

const home = () => <HomePage firstSteps={<FirstSteps />} />

type Values = Readonly<Record<string, string>>

/** Renders a screen for an id; Home if there is none. Without the id's schema, which would load zod at the start. */
function withId(draw: (id: never) => ReactNode) {
  return (values: Values): ReactNode => {
    if (!/^[1-9]\d{0,14}$/.test(values.id ?? '')) return <Nowhere />
    // The screen determines what kind of id the number in a path is.
    return draw(Number(values.id) as never)
  }
}

const loading = <i hidden data-screen="loading" />

/** Keeps the heading and menu of the settings while a section loads. */
const settings = (section: Section, content: ReactNode) => (
  <SettingsPage section={section}>
    <Suspense fallback={loading}>{content}</Suspense>
  </SettingsPage>
)

const clientsAndDemo = () => (
  <>
    <ClientsSection />
    <DemoCard />
  </>
)

/** `receipts`: the kind of receipts to show, and `opened` the one that is open. */
const dataAndErased = (receipts: string | null = null, opened: number | null = null) => (
  <>
    <LockCard />
    <DataSection />
    <ErasedCard ledTo={receipts === 'erased'} opened={receipts === 'erased' ? opened : null} />
    <RemovedCard ledTo={receipts === 'deleted'} opened={receipts === 'deleted' ? opened : null} />
  </>
)

const optOutsAndBlocklist = () => (
  <>
    <OptOutSettingsCard />
    <SharedMemoryCard />
    <BlocklistSection />
  </>
)

const syncOfAll = () => (
  <>
    <CampaignSection />
    <LeadMirrorSettingsCard />
  </>
)

/** Every screen by its path. */
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
  ['/accounts', () => <AccountsPage opened={null} />],
  [
    '/accounts/:id/:email',
    ({ id, email }) => (
      <AccountsPage opened={{ workspaceId: Number(id) as WorkspaceId, email: emailOfPath(email ?? '') }} />
    ),
  ],
  ['/analytics', () => <AnalyticsPage />],
  ['/analytics/reports', () => <ReportsPage />],
  ['/analytics/experiments', () => <ExperimentsPage />],
  ['/analytics/experiments/:id', withId((id: ExperimentId) => <ExperimentPage id={id} />)],
  ['/analytics/campaigns/:ids', ({ ids }) => <ChosenSetPage campaignIds={idsOfPath(ids ?? '')} fromExports={false} />],
  ['/analytics/exports/:ids', ({ ids }) => <ChosenSetPage campaignIds={idsOfPath(ids ?? '')} fromExports />],
  ['/analytics/kept/:id', withId((id: number) => <SavedSetPage setId={id} />)],
  ['/analytics/money', () => <MoneyPage />],
  ['/analytics/money/parts', () => <MoneyPage parts />],
  ['/analytics/money/costs', () => <MoneyEditPage tab="costs" />],
  ['/analytics/money/values', () => <MoneyEditPage tab="values" />],
  ['/inbox', () => <InboxPage threadId={null} />],
  [
    '/inbox/:id',
    (values) => <InboxPage threadId={/^[1-9]\d{0,14}$/.test(values.id ?? '') ? Number(values.id) : null} />,
  ],
  ['/opted-out', () => <OptOutsPage />],
  ['/people/:email', ({ email }) => <PersonPage email={emailOfPath(email ?? '')} />],
  ['/activity', () => <FeedPage />],
  ['/sequences', () => <SequencesPage />],
  ['/sequences/:id', (values) => <SequencePage id={values.id ?? ''} />],
  ['/settings/diagnostics', () => <HealthPage view="jobs" />],
  ['/settings/diagnostics/jobs', () => <HealthPage view="jobs" />],
  ['/settings/diagnostics/failed', () => <HealthPage view="givenUp" />],
  ['/settings/diagnostics/missing', () => <RelayPages view="missing" />],
  ['/settings/diagnostics/service', () => <HealthPage view="service" />],
  ['/settings/diagnostics/calls', () => <ApiLogPage />],
  ['/settings/diagnostics/ask', () => <AskPage />],
  ['/settings/diagnostics/ask/:id', withId((id: number) => <AskPage key={id} callId={id} />)],
  ['/settings/diagnostics/simulator', () => <RelayPages view="simulator" />],
  ['/settings/diagnostics/events', () => <EventsPage view="events" />],
  ['/settings/diagnostics/events/conversation/:id', withId((id: number) => <LeadEventsPage threadId={id} />)],
  ['/settings/diagnostics/events/campaign/:id', withId((id: number) => <EventsPage view="events" campaignId={id} />)],
  ['/settings/diagnostics/unread', () => <EventsPage view="unread" />],
  ['/settings', () => settings('workspaces', clientsAndDemo())],
  ['/settings/workspaces', () => settings('workspaces', clientsAndDemo())],
  ['/help/keys', () => <KeysPage commands={allCommands} />],
  ['/settings/workspaces/:id', withId((id: WorkspaceId) => <ClientPage workspaceId={id} />)],
  [
    '/settings/workspaces/:id/keys/:key',
    ({ key, ...values }) =>
      withId((id: WorkspaceId) => (
        <ClientPage workspaceId={id} led={key === 'new' ? 'new' : (Number(key) as ApiKeyId)} />
      ))(values),
  ],
  ['/settings/relay', () => settings('relay', <RelaySection />)],
  ['/settings/blocklist', () => settings('blocklist', optOutsAndBlocklist())],
  ['/settings/sync', () => settings('sync', syncOfAll())],
  ['/settings/alerts', () => settings('alerts', <AlertSection />)],
  ['/settings/blackout', () => settings('blackout', <BlackoutSection />)],
  ['/settings/inbox', () => settings('inbox', <InboxSection />)],
  ['/settings/crm', () => settings('crm', <CrmSection />)],
  ['/settings/appearance', () => settings('appearance', <AppearanceSection />)],
  ['/settings/desktop', () => settings('desktop', <DesktopSection />)],
  ['/help', () => <HelpPage name={null} anchor={null} />],
  ['/help/:name', ({ name }) => <HelpPage name={name ?? null} anchor={null} />],
  ['/help/:name/:anchor', ({ name, anchor }) => <HelpPage name={name ?? null} anchor={anchor ?? null} />],
  ['/settings/backups', () => settings('backups', <BackupsSection />)],
  ['/settings/data', () => settings('data', dataAndErased())],
  ['/settings/data/:receipts', ({ receipts }) => settings('data', dataAndErased(receipts ?? null))],
  ['/settings/data/erased/:id', withId((id: number) => settings('data', dataAndErased('erased', id)))],
  ['/settings/data/deleted/:id', withId((id: number) => settings('data', dataAndErased('deleted', id)))],
]

/** Renders the screen of a path; Home if there is none. */
export function Screen({ path }: { path: string }) {
  usePageFocus(path)
  for (const [pattern, draw] of routes) {
    const values = matchPath(pattern, path)
    // Screens load from disk within a frame, so nothing is drawn in the meantime rather than a spinner.
    if (values) return <Suspense fallback={loading}>{draw(values)}</Suspense>
  }
  return <Nowhere />
}

/** Redirects a path without a screen to Home, so that nothing else appears selected. */
function Nowhere() {
  useEffect(() => replace('/home'), [])
  return home()
}
