import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { SecretId } from './vault-rows.ts'

/**
 * The row a secret is for, and the server it goes to where the row says that: a cipher moved to another row or workspace does
 * not open there, nor one whose row was given another address in a copy of the store.
 */
export type Binding = SecretId & { readonly workspaceId: WorkspaceId; readonly address: string | null }
export type Sealed = { readonly cipher: Buffer; readonly protection: 'keyring' | 'passphrase' }

const bindingNames = {
  api_key: 'api-key',
  supabase_source: 'supabase',
  relay_connection: 'relay',
  crm_target: 'crm',
  inbox_model: 'inbox-model',
  write_back: 'write-back',
  shared_memory: 'shared-memory',
} as const
export const bindingText = (binding: Binding) =>
  `sendoff/${bindingNames[binding.of]}/v1/${binding.workspaceId}/${binding.id}${binding.address === null ? '' : ` ${binding.address}`}`

/** What is said of a secret that was removed, or never given. */
export const missing = {
  api_key: () => new AppError('INSTANTLY_API_KEY_MISSING'),
  supabase_source: () => new AppError('NOT_FOUND', { what: 'source' }),
  relay_connection: () => new AppError('RELAY_NOT_CONNECTED'),
  crm_target: () => new AppError('NOT_FOUND', { what: 'target' }),
  inbox_model: () => new AppError('MODEL_OFF'),
  write_back: () => new AppError('NOT_FOUND', { what: 'write_back' }),
  shared_memory: () => new AppError('NOT_FOUND', { what: 'shared_memory' }),
} as const

/** How a secret is called in memory and in the log. */
export const memoryKey = ({ of, id }: SecretId) => `${of}/${id}`
