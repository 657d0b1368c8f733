import type { DemoClock } from './clock.ts'
import { createIdSource, idOf } from './ids.ts'
import type { ApiKey, BlockEntry, Campaign, LeadList, Mailbox, Workspace } from './world-types.ts'

type KeySeed = { readonly key: string; readonly name?: string; readonly scopes?: readonly string[] }
type MailboxSeed = {
  readonly email: string
  readonly firstName?: string
  readonly lastName?: string
  readonly status?: number
  readonly dailyLimit?: number | null
}
export type WorkspaceSeed = {
  readonly name?: string
  readonly keys?: readonly KeySeed[]
  readonly paid?: boolean
  readonly planName?: string
  readonly planId?: string
  readonly leadLimit?: number
  /** A number makes that many, with made-up addresses. */
  readonly mailboxes?: number | readonly MailboxSeed[]
  readonly blocked?: readonly string[]
}

type WorldOptions = {
  readonly clock: DemoClock
  /** `false`: a lead sent twice is created twice, so that only the client can keep doubles out. */
  readonly dedupe: boolean
  /** `compact` keeps of a lead its address and place only. */
  readonly keepLeads: 'full' | 'compact'
}

/** Everything the simulated Instantly knows. API code changes it; tests seed it and look inside. */
export type World = WorldOptions & {
  readonly workspaces: readonly Workspace[]
  addWorkspace(seed?: WorkspaceSeed): Workspace
  addKey(workspace: Workspace, seed: KeySeed): ApiKey
  addMailbox(workspace: Workspace, seed: MailboxSeed): Mailbox
  addCampaign(workspace: Workspace, settings: Record<string, unknown>): Campaign
  addList(workspace: Workspace, name: string): LeadList
  block(workspace: Workspace, value: string): BlockEntry
  /** The workspace and key a bearer token belongs to. */
  findKey(token: string): { readonly workspace: Workspace; readonly key: ApiKey } | null
  newId(workspace: Workspace): string
}

const everything = ['all:all']

export function createWorld(options: WorldOptions): World {
  const { clock } = options
  const workspaces: Workspace[] = []
  const tokens = new Map<string, { readonly workspace: Workspace; readonly key: ApiKey }>()
  let serial = 1

  const newId = (workspace: Workspace) => idOf(workspace.ids.next(clock.now()), serial++, workspace.salt)

  function addKey(workspace: Workspace, seed: KeySeed): ApiKey {
    const key: ApiKey = {
      id: newId(workspace),
      key: seed.key,
      name: seed.name ?? 'Sendoff',
      createdAt: clock.now(),
      scopes: new Set(seed.scopes ?? everything),
      revoked: false,
    }
    workspace.keys.push(key)
    tokens.set(seed.key, { workspace, key })
    return key
  }

  function addMailbox(workspace: Workspace, seed: MailboxSeed): Mailbox {
    const mailbox: Mailbox = {
      email: seed.email,
      firstName: seed.firstName ?? 'Robin',
      lastName: seed.lastName ?? 'Sample',
      stamp: workspace.ids.next(clock.now()),
      status: seed.status ?? 1,
      warmupStatus: 1,
      dailyLimit: seed.dailyLimit === undefined ? 30 : seed.dailyLimit,
      providerCode: 2,
    }
    workspace.mailboxes.push(mailbox)
    return mailbox
  }

  function addCampaign(workspace: Workspace, settings: Record<string, unknown>): Campaign {
    const stamp = workspace.ids.next(clock.now())
    const campaign: Campaign = {
      kind: 'campaign',
      id: idOf(stamp, serial++, workspace.salt),
      stamp,
      status: 0,
      settings,
      variables: new Set(),
      updatedAt: clock.now(),
      leads: [],
      goneLeads: 0,
    }
    workspace.campaigns.set(campaign.id, campaign)
    return campaign
  }

  function addList(workspace: Workspace, name: string): LeadList {
    const stamp = workspace.ids.next(clock.now())
    const id = idOf(stamp, serial++, workspace.salt)
    const list: LeadList = { kind: 'list', id, stamp, name, leads: [], goneLeads: 0 }
    workspace.lists.set(id, list)
    return list
  }

  function block(workspace: Workspace, value: string): BlockEntry {
    const plain = value.trim().toLowerCase()
    const entry = { id: newId(workspace), value: plain, isDomain: !plain.includes('@'), createdAt: clock.now() }
    workspace.blocked.set(plain, entry)
    return entry
  }

  function addWorkspace(seed: WorkspaceSeed = {}): Workspace {
    const ids = createIdSource()
    const salt = workspaces.length + 1
    const workspace: Workspace = {
      id: idOf(ids.next(clock.now()), serial++, salt),
      salt,
      name: seed.name ?? `Workspace ${salt}`,
      createdAt: clock.now(),
      ownerId: idOf(ids.next(clock.now()), serial++, salt),
      paid: seed.paid ?? true,
      planName: seed.planName ?? 'Hypergrowth',
      planId: seed.planId ?? 'pid_hg_v1',
      leadLimit: seed.leadLimit ?? 25_000,
      contacts: 0,
      freeing: [],
      keys: [],
      mailboxes: [],
      campaigns: new Map(),
      lists: new Map(),
      nowhere: { kind: 'list', id: '', stamp: 0, name: '', leads: [], goneLeads: 0 },
      blocked: new Map(),
      leads: [],
      byEmail: new Map(),
      ids,
    }
    workspaces.push(workspace)
    for (const key of seed.keys ?? []) addKey(workspace, key)
    for (const mailbox of mailboxSeeds(seed.mailboxes ?? 3, salt)) addMailbox(workspace, mailbox)
    for (const value of seed.blocked ?? []) block(workspace, value)
    return workspace
  }

  return {
    ...options,
    workspaces,
    addWorkspace,
    addKey,
    addMailbox,
    addCampaign,
    addList,
    block,
    newId,
    findKey(token) {
      const found = tokens.get(token)
      return found && !found.key.revoked ? found : null
    },
  }
}

function mailboxSeeds(seed: number | readonly MailboxSeed[], salt: number): readonly MailboxSeed[] {
  if (typeof seed !== 'number') return seed
  return Array.from({ length: seed }, (_, at) => ({ email: `robin${at + 1}@outreach${salt}.example` }))
}
