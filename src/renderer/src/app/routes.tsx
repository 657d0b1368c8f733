import { lazy, type ReactNode, Suspense } from 'react'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { ActivityPage } from '../features/activity/activity-page.tsx'
import { HomePage } from '../features/home/home-page.tsx'
import { AppearanceSection } from '../features/settings/appearance-section.tsx'
import { DataSection } from '../features/settings/data-section.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { ClientPage } from '../features/workspaces/client-page.tsx'
import { ClientsSection } from '../features/workspaces/clients-section.tsx'
import { matchPath } from '../lib/router-core.ts'

const ListsPage = lazy(async () => ({ default: (await import('../features/lists/lists-page.tsx')).ListsPage }))
const ListPage = lazy(async () => ({ default: (await import('../features/lists/list-page.tsx')).ListPage }))
const ImportPage = lazy(async () => ({ default: (await import('../features/lists/import-page.tsx')).ImportPage }))
const ExportsPage = lazy(async () => ({ default: (await import('../features/exports/exports-page.tsx')).ExportsPage }))
const PlanPage = lazy(async () => ({ default: (await import('../features/exports/plan-page.tsx')).PlanPage }))
const LedgerPage = lazy(async () => ({ default: (await import('../features/exports/ledger-page.tsx')).LedgerPage }))

type Values = Readonly<Record<string, string>>

/** A screen of one thing; home where the path names none. The id's schema would bring zod into the window's start. */
function withId(draw: (id: never) => ReactNode) {
  return (values: Values): ReactNode => {
    if (!/^[1-9]\d{0,14}$/.test(values.id ?? '')) return <HomePage />
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a number from a path is of the kind its screen says
    return draw(Number(values.id) as never)
  }
}

const settings = (section: 'workspaces' | 'appearance' | 'data', content: ReactNode) => (
  <SettingsPage section={section}>{content}</SettingsPage>
)

const routes: readonly (readonly [string, (values: Values) => ReactNode])[] = [
  ['/home', () => <HomePage />],
  ['/lists', () => <ListsPage />],
  ['/lists/:id', withId((id: ListId) => <ListPage listId={id} />)],
  ['/import/:id', (values) => <ImportPage importId={values.id ?? ''} />],
  ['/exports', () => <ExportsPage />],
  ['/exports/plan/:id', withId((id: ListId) => <PlanPage listId={id} />)],
  ['/exports/:id', withId((id: ExportId) => <LedgerPage exportId={id} />)],
  ['/activity', () => <ActivityPage />],
  ['/settings', () => settings('workspaces', <ClientsSection />)],
  ['/settings/workspaces', () => settings('workspaces', <ClientsSection />)],
  ['/settings/workspaces/:id', withId((id: WorkspaceId) => <ClientPage workspaceId={id} />)],
  ['/settings/appearance', () => settings('appearance', <AppearanceSection />)],
  ['/settings/data', () => settings('data', <DataSection />)],
]

/** The screen of a path; home for one that leads nowhere. */
export function Screen({ path }: { path: string }) {
  for (const [pattern, draw] of routes) {
    const values = matchPath(pattern, path)
    // Screens are on this disk: they come within a frame, and nothing is drawn rather than a spinner.
    if (values) return <Suspense fallback={null}>{draw(values)}</Suspense>
  }
  return <HomePage />
}
