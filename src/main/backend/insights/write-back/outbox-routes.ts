/** Routes for rows waiting to be written back. */

import type { writeBack } from '#shared/contract/insights/write-back.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Store } from '../../core/deps.ts'
import type { DeliveryRunnerParts } from './delivery-runner.ts'
import { createDeliveryRunner } from './delivery-runner.ts'
import { dryRunRows } from './dry-run.ts'
import { findRows } from './find-rows.ts'
import { gatherChanges } from './gather.ts'
import { createWriteBackOutbox } from './outbox.ts'
import { targetRow } from './target-store.ts'

/** Lists rows, and writes them at once or again. */
export function outboxRoutes(parts: {
  readonly store: Store
  readonly outbox: ReturnType<typeof createWriteBackOutbox>
  readonly signal: AbortSignal
  readonly openRead: DeliveryRunnerParts['openReader']
  readonly deliveryRunner: ReturnType<typeof createDeliveryRunner>
}): Pick<
  Handlers<typeof writeBack>,
  'writeBack.dryRun' | 'writeBack.now' | 'writeBack.notWritten' | 'writeBack.again'
> {
  const { store, outbox, signal, openRead, deliveryRunner } = parts
  return {
    'writeBack.dryRun': async ({ id }) => {
      const target = targetRow(store, id)
      await gatherChanges(store, outbox, target, signal)
      await findRows(target, outbox, openRead, signal)
      const reader = await openRead(target)
      try {
        return { rows: await dryRunRows(target, outbox, reader, signal), counts: outbox.counts(id) }
      } finally {
        await reader.close()
      }
    },
    'writeBack.now': ({ id }) => {
      if (targetRow(store, id).isOn) deliveryRunner.now(id)
    },
    'writeBack.notWritten': ({ id, state, after, limit }) => {
      const rows = outbox.notWritten({ id, state, after, limit: limit + 1 })
      const page = rows.slice(0, limit)
      return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    },
    'writeBack.again': ({ id }) => {
      outbox.again(id)
      if (targetRow(store, id).isOn) deliveryRunner.now(id)
    },
  }
}
