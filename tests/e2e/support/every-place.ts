/** Lists every screen by its pattern in the table of routes, with an example from the demo. */
import { accountPath, personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Sendoff } from './launch.ts'

/** Values used in addresses of the demo. */
type Known = {
  readonly client: WorkspaceId
  readonly thread: number
  readonly person: string
  readonly account: string
  readonly call: number
}
/** A screen reached only through work: names the spec that checks it with axe. */
type Elsewhere = { readonly seenIn: string }

const settings = (name: string) => `/settings/${name}`

export const everyPlace: Readonly<Record<string, string | ((known: Known) => string) | Elsewhere>> = {
  '/home': '/home',
  '/lists': '/lists',
  '/lists/supabase': '/lists/supabase',
  '/lists/instantly': '/lists/instantly',
  '/lists/:id': '/lists/1',
  '/lists/:id/experiment': '/lists/1/experiment',
  '/import/:id': { seenIn: 'app/accessibility/dialogs.spec.ts' },
  '/exports': '/exports',
  '/exports/plan/:id': '/exports/plan/1',
  '/exports/:id': '/exports/1',
  '/campaigns': '/campaigns',
  '/campaigns/:id': '/campaigns/1',
  '/campaigns/local/:id': { seenIn: 'campaigns/campaign-edits/campaign-edits.spec.ts' },
  '/campaigns/:id/edit': '/campaigns/1/edit',
  '/accounts': '/accounts',
  '/accounts/:id/:email': ({ client, account }) => accountPath(client, account),
  '/analytics': '/analytics',
  '/analytics/reports': '/analytics/reports',
  '/analytics/experiments': '/analytics/experiments',
  '/analytics/experiments/:id': '/analytics/experiments/1',
  '/analytics/campaigns/:ids': '/analytics/campaigns/1-2',
  '/analytics/exports/:ids': '/analytics/exports/1-2',
  '/analytics/kept/:id': { seenIn: 'insights/analytics/analytics.spec.ts' },
  '/analytics/money': '/analytics/money',
  '/analytics/money/parts': '/analytics/money/parts',
  '/analytics/money/costs': '/analytics/money/costs',
  '/analytics/money/values': '/analytics/money/values',
  '/inbox': '/inbox',
  '/inbox/:id': ({ thread }) => `/inbox/${thread}`,
  '/opted-out': '/opted-out',
  '/people/:email': ({ person }) => personPath(person),
  '/activity': '/activity',
  '/sequences': '/sequences',
  '/sequences/:id': '/sequences/new',
  '/settings/diagnostics': settings('diagnostics'),
  '/settings/diagnostics/jobs': settings('diagnostics/jobs'),
  '/settings/diagnostics/failed': settings('diagnostics/failed'),
  '/settings/diagnostics/missing': settings('diagnostics/missing'),
  '/settings/diagnostics/service': settings('diagnostics/service'),
  '/settings/diagnostics/calls': settings('diagnostics/calls'),
  '/settings/diagnostics/ask': settings('diagnostics/ask'),
  '/settings/diagnostics/ask/:id': ({ call }) => settings(`diagnostics/ask/${call}`),
  '/settings/diagnostics/simulator': settings('diagnostics/simulator'),
  '/settings/diagnostics/events': settings('diagnostics/events'),
  '/settings/diagnostics/events/conversation/:id': ({ thread }) =>
    settings(`diagnostics/events/conversation/${thread}`),
  '/settings/diagnostics/events/campaign/:id': settings('diagnostics/events/campaign/1'),
  '/settings/diagnostics/unread': settings('diagnostics/unread'),
  '/settings': '/settings',
  '/settings/workspaces': settings('workspaces'),
  '/help/keys': '/help/keys',
  '/settings/workspaces/:id': ({ client }) => settings(`workspaces/${client}`),
  '/settings/workspaces/:id/keys/:key': { seenIn: 'clients/workspaces/replace-key.spec.ts' },
  '/settings/relay': settings('relay'),
  '/settings/blocklist': settings('blocklist'),
  '/settings/sync': settings('sync'),
  '/settings/alerts': settings('alerts'),
  '/settings/blackout': settings('blackout'),
  '/settings/inbox': settings('inbox'),
  '/settings/crm': settings('crm'),
  '/settings/appearance': settings('appearance'),
  '/settings/desktop': settings('desktop'),
  '/help': '/help',
  '/help/:name': '/help/import',
  '/help/:name/:anchor': { seenIn: 'app/accessibility/clipped.spec.ts' },
  '/settings/backups': settings('backups'),
  '/settings/data': settings('data'),
  '/settings/data/:receipts': { seenIn: 'app/client-data/client-data.spec.ts' },
  '/settings/data/erased/:id': { seenIn: 'app/people/people.spec.ts' },
  '/settings/data/deleted/:id': { seenIn: 'app/client-data/client-data.spec.ts' },
}

/** Returns the address of every screen the demo has. */
export async function placesOfDemo(sendoff: Sendoff): Promise<readonly string[]> {
  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('a demo without a client')
  const { rows: threads } = await sendoff.call('inbox.threads', {
    workspaceId: null,
    box: 'answer',
    page: { limit: 100 },
  })
  const thread = threads.find(({ leadEmail }) => leadEmail !== null)
  await sendoff.call('accounts.sync', { workspaceId: null })
  const { rows: accounts } = await sendoff.call('accounts.list', { workspaceId: client.id, page: {} })
  const account = accounts.find((row) => row.kind === 'account')
  const { rows: calls } = await sendoff.call('audit.list', { workspaceId: null, page: { offset: 0, limit: 1 } })
  if (thread?.leadEmail == null || account?.kind !== 'account') throw new Error('a demo without people or accounts')
  const known = {
    client: client.id,
    thread: thread.id,
    person: thread.leadEmail,
    account: account.email,
    call: calls[0]?.id ?? 1,
  }
  return Object.values(everyPlace).flatMap((place) =>
    typeof place === 'string' ? [place] : typeof place === 'function' ? [place(known)] : [],
  )
}
