import type { AppStatus, app, UiState } from '#shared/contract/clients/app.ts'
import type { Handlers, ParsedOf } from '#shared/contract/route.ts'
import type { WireError } from '#shared/errors.ts'
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
  /** ISO; null before every client was read. */
  readAt(): string | null
  /** Whether Instantly answers, as far as the last requests show. */
  isAnswering(): boolean
}

/** What the frame of the window asks: how the app is, and where it was left. */
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
    'app.uiState': () => knownWorkspace(deps, getSetting(store, 'app', uiState)),
    'app.saveUiState': (change) => {
      const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next = uiState.shape.parse({ ...getSetting(store, 'app', uiState), ...said })
      // A client being deleted is not written down anew by a window that still shows it.
      const openFiles = next.openFiles.filter(({ workspaceId }) => stays(store, workspaceId))
      setSetting(store, 'app', uiState, { ...next, openFiles }, clock.now())
      // Told in the operator's language. Where the window was is nobody's answer.
      if (change.language !== undefined) deps.changed('settings')
      return null
    },
    'app.openLink': ({ link }) => openLink(host, link),
  }
}

/** The same where the store could not be opened: it says why, remembers nothing, and still opens the folders. */
export function storelessAppRoutes(config: BackendConfig, host: Host, problem: WireError): Handlers<typeof app> {
  return {
    'app.status': () => ({
      ...statusOf(config),
      online: true,
      isAnswering: true,
      startProblem: problem,
      callsLast10s: 0,
      readAt: null,
    }),
    'app.uiState': () => ({ ...firstUiState, language: config.language.chosen }),
    'app.saveUiState': () => null,
    'app.openLink': ({ link }) => openLink(host, link),
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

async function openLink(host: Host, link: Link): Promise<null> {
  switch (link) {
    case 'data_folder':
      await host.openFolder('data')
      return null
    case 'log_folder':
      await host.openFolder('log')
      return null
    case 'instantly_api_keys':
    case 'instantly_pricing':
      await host.openExternal(pages[link])
      return null
    default:
      return link satisfies never
  }
}

/** Whether a client is there and not being deleted. */
const stays = ({ raw }: Deps['store'], id: WorkspaceId): boolean =>
  raw.prepare<[number]>(`select 1 from workspace where id = ? and demo is not 'removing'`).get(id) !== undefined

/** A remembered workspace that is gone or archived is not one to open with. */
function knownWorkspace(deps: Deps, state: UiState): UiState {
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
