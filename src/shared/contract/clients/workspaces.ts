import { z } from 'zod'
import { extractPastedKey, keyPattern } from '../../domain/clients/pasted-key.ts'
import { typedName } from '../../domain/core/typed-name.ts'
import type { ErrorCode } from '../../errors.ts'
import { type ApiKeyId, apiKeyId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

export const clientColour = z.number().int().min(1).max(6)
export const clientName = typedName(80)
const apiKeyText = z.string().max(2_000).overwrite(extractPastedKey).min(8).max(500).regex(keyPattern)

/** `untested`: never reached Instantly. `revoked`: worked before, refused now. `locked`: waits for the passphrase. */
export type KeyState =
  | 'untested'
  | 'active'
  | 'invalid'
  | 'revoked'
  | 'no_plan'
  | 'scope_missing'
  /** Waits for the passphrase. */
  | 'locked'
  /** This computer's keychain cannot decrypt it. */
  | 'unreadable'

export type ApiKeyInfo = {
  readonly id: ApiKeyId
  /** The key as shown to the operator: `••••••••1f3a`. The key itself is never returned. */
  readonly masked: string
  readonly state: KeyState
  readonly missingScopes: readonly string[]
  readonly addedAt: string
  readonly lastCheckedAt: string | null
  readonly lastWorkedAt: string | null
}

export type Workspace = {
  readonly id: WorkspaceId
  readonly name: string
  readonly colour: number
  readonly archived: boolean
  /** Whether this is a simulated client: no key, no network, nothing in it is real. */
  readonly demo: boolean
  /** Instantly's name of the workspace the key belongs to; null before the first test. */
  readonly remoteName: string | null
  readonly hasKey: boolean
  /** The state of its best key; null without a key. */
  readonly keyState: KeyState | null
  readonly keys: readonly ApiKeyInfo[]
  readonly listCount: number
  readonly exportCount: number
}

/** `untested`: a write scope, which only a write request could verify. */
export type ScopeState = 'present' | 'missing' | 'untested'

export type ConnectionTest = {
  readonly ok: boolean
  /** The reason if `ok` is false. */
  readonly problem: ErrorCode | null
  readonly remoteId: string | null
  readonly remoteName: string | null
  readonly planName: string | null
  readonly contactsLeft: number | null
  readonly contactsLimit: number | null
  readonly mailboxCount: number | null
  readonly scopes: readonly { readonly scope: string; readonly state: ScopeState; readonly neededFor: string }[]
  /** The local workspace that already represents this Instantly workspace: the key will be added to it. */
  readonly joins: { readonly id: WorkspaceId; readonly name: string } | null
  readonly testedAt: string
}

/** What the first live key revealed about questions the API documentation leaves open. Copied as text. */
export type FirstKeyReport = { readonly text: string; readonly madeAt: string }

export type VaultState = {
  /** `keyring`: the system encrypts the keys. `passphrase`: the system cannot, so a passphrase is used. */
  readonly protection: 'keyring' | 'passphrase'
  readonly passphraseSet: boolean
  readonly locked: boolean
}

export const workspaces = {
  'workspaces.list': query<readonly Workspace[]>({ reads: ['workspaces', 'lists', 'exports'] })(
    z.object({ archived: z.boolean().default(false) }),
  ),
  'workspaces.create': command<Workspace>({ touches: ['workspaces'] })(
    z.object({ name: clientName, colour: clientColour }),
  ),
  'workspaces.update': command<Workspace>({ touches: ['workspaces'] })(
    z.object({ workspaceId, name: clientName.optional(), colour: clientColour.optional() }),
  ),
  'workspaces.archive': command<Workspace>({ touches: ['workspaces'] })(
    z.object({ workspaceId, archived: z.boolean() }),
  ),
  /** Tests a key without storing it. */
  'workspaces.testKey': command<ConnectionTest>({ touches: ['audit'] })(
    z.object({ workspaceId: workspaceId.nullable(), key: apiKeyText }),
  ),
  /** Tests a stored key again. */
  'workspaces.testConnection': command<ConnectionTest>({ touches: ['workspaces', 'audit'] })(
    z.object({ workspaceId, keyId: apiKeyId.optional() }),
  ),
  /**
   * Stores a key. With `workspaceId` null, creates a workspace or adds the key to the one that already represents its
   * Instantly workspace. Throws KEY_OF_OTHER_WORKSPACE for a key of a different Instantly workspace than the one
   * already stored.
   */
  'workspaces.addKey': command<{
    readonly workspace: Workspace
    readonly joined: boolean
    readonly test: ConnectionTest
  }>({
    touches: ['workspaces', 'audit', 'remote'],
  })(
    z.object({
      workspaceId: workspaceId.nullable(),
      name: clientName.optional(),
      colour: clientColour.optional(),
      key: apiKeyText,
    }),
  ),
  /**
   * Replaces a key with another of the same client; the old key is erased at the same time. Rejects a key that did not
   * work, one of another Instantly workspace (KEY_OF_OTHER_WORKSPACE) and the same key again (KEY_UNCHANGED).
   */
  'workspaces.replaceKey': command<{ readonly workspace: Workspace; readonly test: ConnectionTest }>({
    touches: ['workspaces', 'audit', 'remote'],
  })(z.object({ workspaceId, keyId: apiKeyId, key: apiKeyText })),
  'workspaces.removeKey': command<Workspace>({ touches: ['workspaces'] })(z.object({ workspaceId, keyId: apiKeyId })),
  'workspaces.firstKeyReport': query<FirstKeyReport | null>({ reads: ['workspaces'] })(z.object({ workspaceId })),
  'vault.state': query<VaultState>({ reads: ['workspaces', 'settings'] })(z.object({})),
  'vault.setPassphrase': command<VaultState>({ touches: ['workspaces', 'settings'] })(
    z.object({ passphrase: z.string().min(8).max(500) }),
  ),
  'vault.unlock': command<VaultState>({ touches: ['workspaces', 'settings', 'exports'] })(
    z.object({ passphrase: z.string().min(1).max(500) }),
  ),
  'vault.lock': command<VaultState>({ touches: ['workspaces', 'settings', 'exports'] })(z.object({})),
}
