import { isIP } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { hostOf, isInside } from '../../core/lib/private-network.ts'

/**
 * A model's address as the operator gave it, up to `/v1` or so: https, or http where they named this computer or a private
 * network; no name and password, no query in it. MODEL_ADDRESS_INVALID else.
 */
export function modelAddress(pasted: string, privateNetwork: boolean): URL {
  const refuse = (reason: string) => new AppError('MODEL_ADDRESS_INVALID', { reason })
  const url = URL.parse(pasted.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('form')
  if (url.username !== '' || url.password !== '') throw refuse('password')
  // A key in a query would stand in every record and log between here and there.
  if (url.search !== '' || url.hash !== '') throw refuse('query')
  const host = hostOf(url)
  const within = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isInside(host))
  if (within && !privateNetwork) throw refuse('private')
  if (url.protocol === 'http:' && !(within && privateNetwork)) throw refuse('https')
  url.pathname = url.pathname.replace(/\/(?:chat\/completions\/?)?$/, '')
  return url
}

/** Where requests go: the one path every OpenAI-compatible server has. */
export const completionsUrl = (address: string): URL => new URL(`${address.replace(/\/$/, '')}/chat/completions`)
