import { lazy, type ReactNode, Suspense } from 'react'
import { exportId, listId, workspaceId } from '#shared/ids.ts'
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

type IdSchema<Id> = {
  safeParse(value: unknown): { readonly success: true; readonly data: Id } | { readonly success: false }
}

/** A screen of one thing; home where the path names none. */
function withId<Id>(schema: IdSchema<Id>, draw: (id: Id) => ReactNode) {
  return (values: Values): ReactNode => {
    const id = schema.safeParse(Number(values.id))
    return id.success ? draw(id.data) : <HomePage />
  }
}

const settings = (section: 'workspaces' | 'appearance' | 'data', content: ReactNode) => (
  <SettingsPage section={section}>{content}</SettingsPage>
)

const routes: readonly (readonly [string, (values: Values) => ReactNode])[] = [
  ['/home', () => <HomePage />],
  ['/lists', () => <ListsPage />],
  ['/lists/:id', withId(listId, (id) => <ListPage listId={id} />)],
  ['/import/:id', (values) => <ImportPage importId={values.id ?? ''} />],
  ['/exports', () => <ExportsPage />],
  ['/exports/plan/:id', withId(listId, (id) => <PlanPage listId={id} />)],
  ['/exports/:id', withId(exportId, (id) => <LedgerPage exportId={id} />)],
  ['/activity', () => <ActivityPage />],
  ['/settings', () => settings('workspaces', <ClientsSection />)],
  ['/settings/workspaces', () => settings('workspaces', <ClientsSection />)],
  ['/settings/workspaces/:id', withId(workspaceId, (id) => <ClientPage workspaceId={id} />)],
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
