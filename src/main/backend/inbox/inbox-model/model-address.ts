import { AppError } from '#shared/errors.ts'
import { parseOutsideAddress } from '../../core/lib/private-network.ts'

/** Parses a model's address, usually ending in `/v1`. Throws MODEL_ADDRESS_INVALID. */
export function parseModelAddress(pasted: string, privateNetwork: boolean): URL {
  const refuse = (reason: string) => new AppError('MODEL_ADDRESS_INVALID', { reason })
  const url = parseOutsideAddress(pasted, privateNetwork, refuse)
  // A key in the query would end up in the request record and in logs along the way.
  if (url.search !== '' || url.hash !== '') throw refuse('query')
  url.pathname = url.pathname.replace(/\/(?:chat\/completions\/?)?$/, '')
  return url
}

/** Returns the request URL, with the one path that every OpenAI-compatible server has. */
export const completionsUrl = (address: string): URL => new URL(`${address.replace(/\/$/, '')}/chat/completions`)
