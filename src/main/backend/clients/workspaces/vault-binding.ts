import { AppError } from '#shared/errors.ts'
import type { Binding, SecretId } from './vault-rows.ts'

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
export function bindingText(binding: Binding): string {
  const row = `sendoff/${bindingNames[binding.of]}/v1/${binding.workspaceId}/${binding.id}`
  return 'address' in binding ? `${row} ${binding.address}` : row
}

/** Errors for a secret that was removed, or never given. */
export const missingSecretErrors = {
  api_key: () => new AppError('INSTANTLY_API_KEY_MISSING'),
  supabase_source: () => new AppError('NOT_FOUND', { what: 'source' }),
  relay_connection: () => new AppError('RELAY_NOT_CONNECTED'),
  crm_target: () => new AppError('NOT_FOUND', { what: 'target' }),
  inbox_model: () => new AppError('MODEL_OFF'),
  write_back: () => new AppError('NOT_FOUND', { what: 'write_back' }),
  shared_memory: () => new AppError('NOT_FOUND', { what: 'shared_memory' }),
} as const

/** Returns a secret's name in memory and in the log. */
export const memoryKey = ({ of, id }: SecretId) => `${of}/${id}`
