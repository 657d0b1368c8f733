import type { RelayPosition } from '#shared/relay-protocol.ts'

/** Who may deliver and read. Only hashes (SHA-256) of path, secret and token are kept. */
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
  /** JSON of the headers kept. */
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

/** From the oldest on: those up to `through` received before `before`, at most `limit`. */
export type ForgetQuestion = { readonly through: number; readonly before: number; readonly limit: number }
export type Forgotten = { readonly events: number; readonly bytes: number; readonly unacknowledged: number }

/** The inbox on disk. What fails rejects; null answers mean that the workspace is gone. */
export type RelayStore = {
  readonly kind: 'sqlite' | 'postgres'
  /** Random bytes made with the store, to tell senders apart. */
  readonly salt: Buffer
  workspaces(): Promise<readonly Workspace[]>
  /** Resolves once the event is on disk: false where the workspace is gone. */
  append(workspaceId: number, event: NewEvent): Promise<boolean>
  page(workspaceId: number, question: PageQuestion): Promise<StoredPage | null>
  /** Moves the mark forward, never back. A number beyond the newest is of another store: it moves nothing. */
  acknowledge(workspaceId: number, through: number): Promise<RelayPosition | null>
  summaries(): Promise<readonly Summary[]>
  forget(workspaceId: number, question: ForgetQuestion): Promise<Forgotten>
  /** Runs `work` unless another relay on this store is at it. */
  alone(work: () => Promise<void>): Promise<void>
  /** Drops hooks whose time is over, gives free room back. */
  tidy(now: number): Promise<void>
  /** Called with the workspace's id after something was stored, by whichever relay; null: perhaps anywhere. */
  onStored(listener: (workspaceId: number | null) => void): void
  /** Throws `NameTaken` where a workspace has that name. */
  addWorkspace(name: string, hashes: SecretHashes): Promise<void>
  /** New secrets; the hooks there were are accepted until `oldHooksUntil`. */
  replaceSecrets(workspaceId: number, hashes: SecretHashes, oldHooksUntil: number): Promise<void>
  removeWorkspace(workspaceId: number): Promise<void>
  /** Names every stream anew, so that readers begin again. */
  renewStreams(): Promise<void>
  check(): Promise<void>
  close(): Promise<void>
}

export class NameTaken extends Error {}
