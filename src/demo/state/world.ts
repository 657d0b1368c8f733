import type { ClockState, DemoClock } from '../time/clock.ts'
import { idOf, nextStamp } from './ids.ts'
import type { CampaignLife, Due } from './life-types.ts'
import { defaultRates, type Rates } from './rates.ts'
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
  /** A number creates that many, with invented addresses. */
  readonly mailboxes?: number | readonly MailboxSeed[]
  readonly blocked?: readonly string[]
}

type WorldOptions = {
  readonly clock: DemoClock
  /** `false`: a lead sent twice is created twice, so that only the client can prevent duplicates. */
  readonly dedupe: boolean
  /** `compact` stores only a lead's address and place. */
  readonly keepLeads: 'full' | 'compact'
  /** The same seed and the same calls lead to the same future. */
  readonly seed?: number
  readonly rates?: Partial<Rates>
}

/** Everything that is saved of a world: plain data, no functions. */
export type WorldState = {
  readonly seed: number
  readonly dedupe: boolean
  readonly keepLeads: 'full' | 'compact'
  rates: Rates
  /** The number of the next object. */
  serial: number
  /** Numbers due items, so that those due at the same time run in the order they were planned. */
  order: number
  readonly due: Due[]
  /** Time up to which everything due has happened. */
  livedUntil: number
  /** Time until which replies are sorted by hand, as part of a generated history. */
  operatorUntil: number
  /** Time until which replies are answered by hand. */
  answersUntil: number
  clock: ClockState
  readonly workspaces: Workspace[]
}

/** The whole state of the simulated Instantly. API code changes it; tests seed and inspect it. */
export type World = {
  readonly clock: DemoClock
  readonly state: WorldState
  readonly dedupe: boolean
  readonly keepLeads: 'full' | 'compact'
  readonly workspaces: readonly Workspace[]
  addWorkspace(seed?: WorkspaceSeed): Workspace
  addKey(workspace: Workspace, seed: KeySeed): ApiKey
  addMailbox(workspace: Workspace, seed: MailboxSeed): Mailbox
  addCampaign(workspace: Workspace, settings: Record<string, unknown>): Campaign
  addList(workspace: Workspace, name: string): LeadList
  block(workspace: Workspace, value: string): BlockEntry
  /** Returns the workspace and key a bearer token belongs to. */
  findKey(token: string): { readonly workspace: Workspace; readonly key: ApiKey } | null
  newId(workspace: Workspace): string
}

const allScopes = ['all:all']

export function createWorld(options: WorldOptions): World {
  return createWorldFrom(options.clock, {
    seed: options.seed ?? 1,
    dedupe: options.dedupe,
    keepLeads: options.keepLeads,
    rates: { ...defaultRates, ...options.rates },
    serial: 1,
    order: 0,
    due: [],
    livedUntil: Number.NEGATIVE_INFINITY,
    operatorUntil: Number.NEGATIVE_INFINITY,
    answersUntil: Number.NEGATIVE_INFINITY,
    clock: {},
    workspaces: [],
  })
}

/** Creates a world from existing data. */
export function createWorldFrom(clock: DemoClock, state: WorldState): World {
  const { workspaces } = state
  const tokens = new Map<string, { readonly workspace: Workspace; readonly key: ApiKey }>()
  for (const workspace of workspaces) for (const key of workspace.keys) tokens.set(key.key, { workspace, key })

  const newId = (workspace: Workspace) => idOf(nextStamp(workspace.ids, clock.now()), state.serial++, workspace.salt)

  function addKey(workspace: Workspace, seed: KeySeed): ApiKey {
    const key: ApiKey = {
      id: newId(workspace),
      key: seed.key,
      name: seed.name ?? 'Sendoff',
      createdAt: clock.now(),
      scopes: new Set(seed.scopes ?? allScopes),
      revoked: false,
    }
    workspace.keys.push(key)
    tokens.set(seed.key, { workspace, key })
    return key
  }

  function addMailbox(workspace: Workspace, seed: MailboxSeed): Mailbox {
    const mailbox = newMailbox(nextStamp(workspace.ids, clock.now()), seed, clock.now())
    workspace.mailboxes.push(mailbox)
    return mailbox
  }

  function addCampaign(workspace: Workspace, settings: Record<string, unknown>): Campaign {
    const stamp = nextStamp(workspace.ids, clock.now())
    const campaign: Campaign = {
      kind: 'campaign',
      id: idOf(stamp, state.serial++, workspace.salt),
      stamp,
      status: 0,
      settings,
      variables: new Set(),
      updatedAt: clock.now(),
      leads: [],
      goneLeads: 0,
      life: newCampaignLife(),
      sharedUntil: 0,
    }
    workspace.campaigns.set(campaign.id, campaign)
    return campaign
  }

  function addList(workspace: Workspace, name: string): LeadList {
    const stamp = nextStamp(workspace.ids, clock.now())
    const id = idOf(stamp, state.serial++, workspace.salt)
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
    const ids = { last: 0 }
    const salt = workspaces.length + 1
    const id = idOf(nextStamp(ids, clock.now()), state.serial++, salt)
    const ownerId = idOf(nextStamp(ids, clock.now()), state.serial++, salt)
    const workspace: Workspace = { ...emptyWorkspace(seed, salt, clock.now()), id, ownerId, ids }
    workspaces.push(workspace)
    for (const key of seed.keys ?? []) addKey(workspace, key)
    for (const mailbox of mailboxSeeds(seed.mailboxes ?? 3, salt)) addMailbox(workspace, mailbox)
    for (const value of seed.blocked ?? []) block(workspace, value)
    return workspace
  }

  return {
    clock,
    state,
    dedupe: state.dedupe,
    keepLeads: state.keepLeads,
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

function emptyWorkspace(seed: WorkspaceSeed, salt: number, nowMs: number): Omit<Workspace, 'id' | 'ownerId' | 'ids'> {
  return {
    salt,
    name: seed.name ?? `Workspace ${salt}`,
    createdAt: nowMs,
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
    members: new Set(),
    messages: [],
    events: [],
    jobs: [],
    webhooks: new Map(),
    deliveries: [],
    outgoing: [],
    tags: new Map(),
    labels: new Map(),
    subsequences: new Map(),
    audit: [],
    verified: new Map(),
    credits: 2_000,
    blocksUnsubscribed: false,
    logoUrl: null,
    updatedAt: nowMs,
  }
}

function newMailbox(stamp: number, seed: MailboxSeed, nowMs: number): Mailbox {
  return {
    email: seed.email,
    firstName: seed.firstName ?? 'Robin',
    lastName: seed.lastName ?? 'Sample',
    stamp,
    status: seed.status ?? 1,
    warmupStatus: 1,
    dailyLimit: seed.dailyLimit === undefined ? 30 : seed.dailyLimit,
    providerCode: 2,
    sendingGap: 10,
    settings: {},
    updatedAt: nowMs,
    sentDay: -1,
    sentToday: 0,
    freeAt: 0,
    error: null,
  }
}

function newCampaignLife(): CampaignLife {
  return {
    rows: new Map(),
    followUps: new Map(),
    subsequenceDue: [],
    nextNew: 0,
    newLeadsDay: -1,
    newLeadsToday: 0,
    sentDay: -1,
    sentToday: 0,
    sentEver: 0,
    bouncedEver: 0,
    tickOrder: -1,
    tickAt: Number.POSITIVE_INFINITY,
    lastSentAt: 0,
    doneDomains: new Set(),
    completedAt: 0,
  }
}

function mailboxSeeds(seed: number | readonly MailboxSeed[], salt: number): readonly MailboxSeed[] {
  if (typeof seed !== 'number') return seed
  return Array.from({ length: seed }, (_, at) => ({ email: `robin${at + 1}@outreach${salt}.example` }))
}
