/** Sends requests to the language model and records each one before it is sent. */

import { AppError, toWire } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { askModel } from './ask-model.ts'
import type { ModelStore } from './connection-store.ts'
import { completionsUrl } from './model-address.ts'
import type { NewRequest, RequestRecord } from './request-record.ts'
import type { ModelTimings } from './routes.ts'

/** Creates the function that sends a request and records its outcome. */
export function createRecordedRequest(parts: {
  readonly deps: Deps
  readonly models: ModelStore
  readonly record: RequestRecord
  readonly timings: ModelTimings
  readonly stopping: AbortController
}) {
  const { deps, models, record, timings, stopping } = parts
  /** Sends one request, recorded beforehand. An answer that makes `read` throw counts as failed, like a missing one. */
  async function ask<T>(
    of: Omit<NewRequest, 'host' | 'model' | 'characters'>,
    body: string,
    read: (words: string) => T,
  ): Promise<T> {
    const connection = models.get()
    if (!deps.online() && !connection.privateNetwork) throw new AppError('MODEL_UNAVAILABLE', { reason: 'unreachable' })
    const key = await models.key(connection)
    const url = completionsUrl(connection.address)
    const id = record.leaves({ ...of, host: url.host, model: connection.model, characters: body.length })
    try {
      const { words, tokens } = await askModel({
        url,
        key,
        body,
        privateNetwork: connection.privateNetwork,
        timeoutMs: of.use === 'draft' ? timings.draftMs : timings.sortMs,
        appVersion: deps.config.appVersion,
        signal: stopping.signal,
      })
      const answer = read(words)
      record.answered(id, tokens)
      return answer
    } catch (error) {
      if (!stopping.signal.aborted) record.failed(id, toWire(error).code)
      throw error
    }
  }
  return ask
}
