/** Routes for the connected language model. */

import type { inboxModel as contract } from '#shared/contract/inbox/inbox-model.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Clock } from '../../core/deps.ts'
import type { createAiClassification } from './ai-classification.ts'
import type { ModelStore } from './connection-store.ts'
import { buildTestRequest, readTestAnswer } from './prompts.ts'
import type { NewRequest } from './request-record.ts'

/** Connects a model, tests it, and switches its uses on. */
export function connectionRoutes(parts: {
  readonly models: ModelStore
  readonly opinions: ReturnType<typeof createAiClassification>
  readonly state: () => ReturnType<Handlers<typeof contract>['inboxModel.state']>
  readonly clock: Clock
  readonly ask: <T>(
    of: Omit<NewRequest, 'host' | 'model' | 'characters'>,
    body: string,
    read: (words: string) => T,
  ) => Promise<T>
}): Pick<
  Handlers<typeof contract>,
  'inboxModel.connect' | 'inboxModel.disconnect' | 'inboxModel.test' | 'inboxModel.use'
> {
  const { models, opinions, state, clock, ask } = parts
  return {
    'inboxModel.connect': async (given) => {
      await models.keep(given)
      opinions.retryUndone()
      return state()
    },
    'inboxModel.disconnect': () => {
      models.remove()
      return state()
    },
    'inboxModel.test': async () => {
      const body = buildTestRequest(models.get().model)
      const began = clock.now()
      const about = { use: 'test', workspaceId: null, threadId: null, messageId: null } as const
      const answer = await ask(about, body, readTestAnswer)
      opinions.retryUndone()
      return { answer, characters: body.length, tookMs: clock.now() - began }
    },
    'inboxModel.use': (change) => {
      models.get()
      const before = models.uses()
      const sort = change.sort ?? before.sort
      models.saveUses({
        sort,
        draft: change.draft ?? before.draft,
        excluded: [...(change.excluded ?? before.excluded)],
        sortSince: sort ? (before.sort ? before.sortSince : clock.now()) : null,
      })
      opinions.retryUndone()
      return state()
    },
  }
}
