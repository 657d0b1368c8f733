import { isIP } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { hostOf, isPrivateAddress } from '../../core/lib/private-network.ts'

/**
 * Parses a model's address entered by the operator, usually ending in `/v1`: https, or http if they allowed this
 * computer or a private network, without a user name, password or query. Throws MODEL_ADDRESS_INVALID otherwise.
 */
export function parseModelAddress(pasted: string, privateNetwork: boolean): URL {
  const refuse = (reason: string) => new AppError('MODEL_ADDRESS_INVALID', { reason })
  const url = URL.parse(pasted.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('form')
  if (url.username !== '' || url.password !== '') throw refuse('password')
  // A key in the query would end up in the request record and in logs along the way.
  if (url.search !== '' || url.hash !== '') throw refuse('query')
  const host = hostOf(url)
  const within = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))
  if (within && !privateNetwork) throw refuse('private')
  if (url.protocol === 'http:' && !(within && privateNetwork)) throw refuse('https')
  url.pathname = url.pathname.replace(/\/(?:chat\/completions\/?)?$/, '')
  return url
}

/** Returns the request URL, with the one path that every OpenAI-compatible server has. */
export const completionsUrl = (address: string): URL => new URL(`${address.replace(/\/$/, '')}/chat/completions`)
