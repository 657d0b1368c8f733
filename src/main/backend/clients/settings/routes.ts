import type { AppStatus, app, UiState } from '#shared/contract/clients/app.ts'
import type { Handlers, ParsedOf } from '#shared/contract/route.ts'
import type { Problem } from '#shared/errors.ts'
import type { BackendConfig, Host } from '#shared/host.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { getSetting, setSetting } from './settings-store.ts'
import { firstUiState, uiState } from './ui-state.ts'

const pages = {
  instantly_api_keys: 'https://app.instantly.ai/app/settings/integrations',
  instantly_pricing: 'https://instantly.ai/pricing',
} as const

type Link = ParsedOf<(typeof app)['app.openLink']>['link']

type AppParts = {
  /** Calls made to Instantly in the last ten seconds, all workspaces. */
  callsLast10s(): number
  /** ISO; null until every client was read. */
  readAt(): string | null
  /** Whether Instantly is reachable, judging by the last requests. */
  isAnswering(): boolean
}

/** Routes of the window's frame: the app's state, and where the window was left. */
export function appRoutes(deps: Deps, parts: AppParts): Handlers<typeof app> {
  const { store, config, host, clock } = deps
  return {
    'app.status': () => ({
      ...statusOf(config),
      online: deps.online(),
      startProblem: null,
      callsLast10s: parts.callsLast10s(),
      readAt: parts.readAt(),
      isAnswering: parts.isAnswering(),
    }),
    'app.uiState': () => withPresentWorkspace(deps, getSetting(store, 'app', uiState)),
    'app.saveUiState': (change) => {
      const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next = uiState.shape.parse({ ...getSetting(store, 'app', uiState), ...said })
      // A window that still shows a client being deleted must not store it again.
      const openFiles = next.openFiles.filter(({ workspaceId }) => isWorkspacePresent(store, workspaceId))
      setSetting(store, 'app', uiState, { ...next, openFiles }, clock.now())
      // Texts are in the operator's language. The window's position affects no query.
      if (change.language !== undefined) deps.changed('settings')
    },
    'app.openLink': ({ link }) => openLink(host, link),
    'app.reopenStore': () => undefined,
  }
}

/** The same routes when the store could not be opened: they report why, store nothing, and still open folders. */
export function storelessAppRoutes(
  config: BackendConfig,
  host: Host,
  start: { readonly problem: Problem; readonly again: () => void },
): Handlers<typeof app> {
  return {
    'app.status': () => ({
      ...statusOf(config),
      online: true,
      isAnswering: true,
      startProblem: start.problem,
      callsLast10s: 0,
      readAt: null,
    }),
    'app.uiState': () => ({ ...firstUiState, language: config.language.chosen }),
    'app.saveUiState': () => undefined,
    'app.openLink': ({ link }) => openLink(host, link),
    'app.reopenStore': start.again,
  }
}

const statusOf = (
  config: BackendConfig,
): Pick<AppStatus, 'version' | 'instantlyUrl' | 'dataDir' | 'systemLanguage'> => ({
  version: config.appVersion,
  instantlyUrl: config.instantlyUrl,
  dataDir: config.paths.dataDir,
  systemLanguage: config.language.system,
})

function openLink(host: Host, link: Link): Promise<void> {
  switch (link) {
    case 'data_folder':
      return host.openFolder('data')
    case 'log_folder':
      return host.openFolder('log')
    case 'instantly_api_keys':
    case 'instantly_pricing':
      return host.openExternal(pages[link])
    default:
      return link satisfies never
  }
}

/** Whether a client exists and is not being deleted. */
const isWorkspacePresent = ({ raw }: Deps['store'], id: WorkspaceId): boolean =>
  raw.prepare<[number]>(`select 1 from workspace where id = ? and demo is not 'removing'`).get(id) !== undefined

/** Removes a remembered workspace that is gone or archived, so that the app does not open with it. */
function withPresentWorkspace(deps: Deps, state: UiState): UiState {
  if (state.workspaceId === null) return { ...state, partId: null }
  const live = deps.store.raw
    .prepare<[number]>('select 1 from workspace where id = ? and archived_at is null')
    .get(state.workspaceId)
  if (!live) return { ...state, workspaceId: null, partId: null }
  const part = deps.store.raw
    .prepare<[number | null, number]>('select 1 from client_part where id = ? and workspace_id = ?')
    .get(state.partId, state.workspaceId)
  return part ? state : { ...state, partId: null }
}
