import type { ConnectionTest, ScopeState } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { operations } from '../../core/instantly/operations.ts'
import { type ReadProbe, readProbes, scopeOf, writeScopes } from '../../core/instantly/scopes.ts'
import type { Instantly, KeyProbe, ProbeContext, RemotePlan, RemoteWorkspace } from '../../core/instantly/types.ts'
import { workspaceOfRemote, workspaceRow } from './queries.ts'

/** A test result for the window, with the error behind its problem. */
export type TestOutcome = { readonly test: ConnectionTest; readonly error: AppError | null }

/** Scopes without which no export can be made, or not safely; a key may lack the others. */
const essential: ReadonlySet<string> = new Set([
  operations.currentWorkspace.scope,
  operations.campaigns.scope,
  operations.mailboxes.scope,
  operations.leads.scope,
])

type Findings = {
  readonly remote: RemoteWorkspace | null
  readonly plan: RemotePlan | null
  readonly mailboxCount: number | null
  readonly scopes: ConnectionTest['scopes']
  readonly error: AppError | null
}

/**
 * Tests a key by reading: its workspace, plan, remaining contacts, mailboxes, and scopes. Never throws because of the
 * key or the network; that is part of the result.
 */
export async function testKey(
  deps: { readonly store: Store; readonly clock: Clock; readonly instantly: Instantly },
  asked: { readonly secret: string; readonly workspaceId: WorkspaceId | null; readonly requestContext?: ProbeContext },
): Promise<TestOutcome> {
  const key = deps.instantly.withKey(asked.secret, asked.workspaceId, {
    requestedBy: 'test connection',
    ...asked.requestContext,
  })
  const findings = await readAll(key)
  const place = placeOf(deps.store, asked.workspaceId, findings.remote)
  // The wrong workspace takes precedence: the key's rights there do not matter for this client.
  const error = place.error ?? findings.error
  return {
    error,
    test: {
      ok: error === null,
      problem: error?.code ?? null,
      remoteId: findings.remote?.id ?? null,
      remoteName: findings.remote?.name.slice(0, 200) ?? null,
      planName: findings.plan?.planName ?? null,
      contactsLeft: contactsLeft(findings.plan),
      contactsLimit: findings.plan?.contactsLimit ?? null,
      mailboxCount: findings.mailboxCount,
      scopes: findings.scopes,
      joins: place.joins,
      testedAt: new Date(deps.clock.now()).toISOString(),
    },
  }
}

async function readAll(key: KeyProbe): Promise<Findings> {
  const workspaceRead = await attempt(() => key.currentWorkspace())
  if (workspaceRead.error && workspaceRead.state !== 'missing') {
    return { remote: null, plan: null, mailboxCount: null, scopes: [], error: workspaceRead.error }
  }
  const [plan, mailboxes, probed] = await Promise.all([
    attempt(() => key.planDetails()),
    attempt(() => key.mailboxes()),
    Promise.all(readProbes.filter((probe) => !readAnyway.has(probe.scope)).map((probe) => probeScope(key, probe))),
  ])
  const scopes = [
    { ...scopeOf(operations.currentWorkspace), state: workspaceRead.state },
    { ...scopeOf(operations.planDetails), state: plan.state },
    { ...scopeOf(operations.mailboxes), state: mailboxes.state },
    ...probed,
    ...writeScopes.map((scope) => ({ ...scope, state: 'untested' as const })),
  ]
  const late = [plan, mailboxes].map((read) => read.error).find((error) => error && isAboutTheKey(error))
  return {
    remote: workspaceRead.value,
    plan: plan.value,
    mailboxCount: mailboxes.value?.length ?? null,
    scopes,
    error: late ?? missingEssential(scopes),
  }
}

/** Scopes proven by the reads of the test itself. */
const readAnyway: ReadonlySet<string> = new Set([
  operations.currentWorkspace.scope,
  operations.planDetails.scope,
  operations.mailboxes.scope,
])

type Attempt<T> = { readonly value: T | null; readonly state: ScopeState; readonly error: AppError | null }

async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read(), state: 'present', error: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { value: null, state: error.code === 'INSTANTLY_SCOPE_MISSING' ? 'missing' : 'untested', error }
  }
}

async function probeScope(key: KeyProbe, probe: ReadProbe): Promise<TestedScope> {
  const { scope, neededFor } = probe
  const { value: status } = await attempt(() => key.probe(probe.path, probe.query))
  if (status === 403) return { scope, neededFor, state: 'missing' }
  return { scope, neededFor, state: status !== null && status >= 200 && status < 300 ? 'present' : 'untested' }
}

type TestedScope = ConnectionTest['scopes'][number]

function missingEssential(scopes: readonly TestedScope[]): AppError | null {
  const missing = scopes.filter(({ scope, state }) => state === 'missing' && essential.has(scope))
  return missing.length > 0
    ? new AppError('INSTANTLY_SCOPE_MISSING', { scope: missing.map(({ scope }) => scope).join(', ') })
    : null
}

/** A 402 on one read may concern only that feature; a 401 never does. */
const isAboutTheKey = (error: AppError) =>
  error.code === 'INSTANTLY_API_KEY_INVALID' || error.code === 'INSTANTLY_API_KEY_REVOKED'

function contactsLeft(plan: RemotePlan | null): number | null {
  if (!plan || plan.contactsLimit === null || plan.contactsUsed === null) return null
  return Math.max(0, plan.contactsLimit - plan.contactsUsed)
}

type Place = { readonly joins: ConnectionTest['joins']; readonly error: AppError | null }

/** Returns which of our workspaces a key of this Instantly workspace belongs to. */
export function placeOf(store: Store, wanted: WorkspaceId | null, remote: { readonly id: string } | null): Place {
  if (!remote) return { joins: null, error: null }
  const known = workspaceOfRemote(store, remote.id)
  if (wanted === null) {
    return { joins: known ? { id: known.id as WorkspaceId, name: known.name } : null, error: null }
  }
  const row = workspaceRow(store, wanted)
  if (known && known.id !== row.id) return { joins: null, error: otherWorkspace(known.name) }
  if (row.remoteId !== null && row.remoteId !== remote.id) return { joins: null, error: otherWorkspace(null) }
  return { joins: null, error: null }
}

/** `belongsTo`: the local workspace the key belongs to, if there is one. */
export const otherWorkspace = (belongsTo: string | null) => new AppError('KEY_OF_OTHER_WORKSPACE', { belongsTo })
