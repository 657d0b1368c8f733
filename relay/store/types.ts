import type { RelayPosition } from '#shared/relay-protocol.ts'

/** A workspace that may deliver and read. Only hashes (SHA-256) of path, secret and token are stored. */
export type Workspace = {
  readonly id: number
  readonly name: string
  readonly tokenHash: Buffer
  readonly hooks: readonly Hook[]
}

/** `until`: when a replaced hook stops being accepted (ms since 1970); null for the current one. */
export type Hook = { readonly pathHash: Buffer; readonly secretHash: Buffer; readonly until: number | null }

export type SecretHashes = { readonly path: Buffer; readonly secret: Buffer; readonly token: Buffer }

export type NewEvent = {
  readonly receivedAt: number
  /** The stored headers as JSON. */
  readonly headers: string
  readonly source: string | null
  readonly body: Buffer
}

export type StoredEvent = NewEvent & { readonly seq: number }

export type StoredPage = {
  readonly position: RelayPosition
  readonly events: readonly StoredEvent[]
  readonly more: boolean
}

export type Summary = {
  readonly id: number
  readonly name: string
  readonly position: RelayPosition
  readonly storedEvents: number
  readonly storedBytes: number
  readonly lastReceivedAt: number | null
  /** When the oldest event still stored was received. */
  readonly oldestAt: number | null
  readonly oldestUnacknowledgedAt: number | null
}

export type PageQuestion = { readonly after: number; readonly limit: number; readonly maxBytes: number }

/** Events to delete, oldest first: numbered up to `through` and received before `before`, at most `limit`. */
export type ForgetQuestion = { readonly through: number; readonly before: number; readonly limit: number }
export type Forgotten = { readonly events: number; readonly bytes: number; readonly unacknowledged: number }

/** The inbox on disk. Failures reject; null means that the workspace no longer exists. */
export type RelayStore = {
  readonly kind: 'sqlite' | 'postgres'
  /** Random bytes generated with the store, used to distinguish senders. */
  readonly salt: Buffer
  workspaces(): Promise<readonly Workspace[]>
  /** Resolves once the event is on disk; false if the workspace no longer exists. */
  append(workspaceId: number, event: NewEvent): Promise<boolean>
  page(workspaceId: number, question: PageQuestion): Promise<StoredPage | null>
  /** Moves the mark forward, never back. A number beyond the newest belongs to another store and changes nothing. */
  acknowledge(workspaceId: number, through: number): Promise<RelayPosition | null>
  summaries(): Promise<readonly Summary[]>
  forget(workspaceId: number, question: ForgetQuestion): Promise<Forgotten>
  /** Runs `work` unless another relay on this store is running it. */
  alone(work: () => Promise<void>): Promise<void>
  /** Deletes expired hooks and releases free space. */
  tidy(now: number): Promise<void>
  /**
   * Registers a listener, called with the workspace's id after any relay stored something for it; null: for possibly
   * any workspace.
   */
  onStored(listener: (workspaceId: number | null) => void): void
  /** Throws `NameTaken` if a workspace already has that name. */
  addWorkspace(name: string, hashes: SecretHashes): Promise<void>
  /** Replaces the secrets; the previous hooks are accepted until `oldHooksUntil`. */
  replaceSecrets(workspaceId: number, hashes: SecretHashes, oldHooksUntil: number): Promise<void>
  removeWorkspace(workspaceId: number): Promise<void>
  /** Gives every stream a new name, so that readers start from the beginning. */
  renewStreams(): Promise<void>
  check(): Promise<void>
  close(): Promise<void>
}

export class NameTaken extends Error {}
