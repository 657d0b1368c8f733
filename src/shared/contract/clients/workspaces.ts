import { z } from 'zod'
import { keyLetters, pastedKey } from '../../domain/clients/pasted-key.ts'
import type { ErrorCode } from '../../errors.ts'
import { type ApiKeyId, apiKeyId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

export const clientColour = z.number().int().min(1).max(6)
export const clientName = z.string().trim().min(1).max(80)
const apiKeyText = z.string().max(2_000).overwrite(pastedKey).min(8).max(500).regex(keyLetters)

/** `untested`: never reached Instantly. `revoked`: worked before, refused now. `locked`: waits for the passphrase. */
export type KeyState = 'untested' | 'active' | 'invalid' | 'revoked' | 'no_plan' | 'scope_missing' | 'locked'

export type ApiKeyInfo = {
  readonly id: ApiKeyId
  /** As the operator may see it: `••••••••1f3a`. The key itself never comes back. */
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
  /** A simulated client: no key, no network, nothing in it is real. */
  readonly demo: boolean
  /** Instantly's own name of the workspace its key belongs to; null before the first test. */
  readonly remoteName: string | null
  readonly hasKey: boolean
  /** The state of its best key; null without one. */
  readonly keyState: KeyState | null
  readonly keys: readonly ApiKeyInfo[]
  readonly listCount: number
  readonly exportCount: number
}

/** `untested`: a write scope, which only a write could prove. */
export type ScopeState = 'present' | 'missing' | 'untested'

export type ConnectionTest = {
  readonly ok: boolean
  /** Why not, when `ok` is false. */
  readonly problem: ErrorCode | null
  readonly remoteId: string | null
  readonly remoteName: string | null
  readonly planName: string | null
  readonly contactsLeft: number | null
  readonly contactsLimit: number | null
  readonly mailboxCount: number | null
  readonly scopes: readonly { readonly scope: string; readonly state: ScopeState; readonly neededFor: string }[]
  /** The workspace here that already has this Instantly workspace: the key will join it. */
  readonly joins: { readonly id: WorkspaceId; readonly name: string } | null
  readonly testedAt: string
}

/** What a first live key told of the questions the published documents leave open. Copied by the operator as text. */
export type FirstKeyReport = { readonly text: string; readonly madeAt: string }

export type VaultState = {
  /** `keyring`: the system protects keys. `passphrase`: it cannot, so a passphrase does. */
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
  /** Tries a key without keeping it. */
  'workspaces.testKey': command<ConnectionTest>({ touches: ['audit'] })(
    z.object({ workspaceId: workspaceId.nullable(), key: apiKeyText }),
  ),
  /** Tests a kept key again. */
  'workspaces.testConnection': command<ConnectionTest>({ touches: ['workspaces', 'audit'] })(
    z.object({ workspaceId, keyId: apiKeyId.optional() }),
  ),
  /**
   * Keeps a key. With `workspaceId` null a workspace is made, or, when the key's Instantly workspace is known, joined.
   * A key of another Instantly workspace than the one already there is refused with KEY_OF_OTHER_WORKSPACE.
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
   * Keeps a key in place of another of the same client, which is wiped in the same moment. Refused: a key that did not
   * answer, one of another Instantly workspace (KEY_OF_OTHER_WORKSPACE), the same once more (KEY_UNCHANGED).
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
