import type { inboxModel as contract, ModelState } from '#shared/contract/inbox/inbox-model.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { createAiClassification } from './ai-classification.ts'
import { connectionRoutes } from './connection-routes.ts'
import { createModelStore } from './connection-store.ts'
import { completionsUrl } from './model-address.ts'
import { createPromptContext, type PromptContext } from './prompt-context.ts'
import { findUnknownLinks, readClassificationAnswer, readDraftAnswer } from './prompts.ts'
import { createRecordedRequest } from './recorded-request.ts'
import { createRequestRecord } from './request-record.ts'

export type ModelTimings = { readonly sortMs: number; readonly draftMs: number }
const defaultTimings: ModelTimings = { sortMs: 30_000, draftMs: 90_000 }

/** Creates the inbox's optional language model; it is off until the operator connects one and switches a use on. */
export function createInboxModel(
  deps: Deps,
  parts: {
    readonly vault: Vault
    readonly refresh: (threadId: number) => void
    readonly timings?: ModelTimings | undefined
  },
) {
  const { store, clock } = deps
  const timings = parts.timings ?? defaultTimings
  const models = createModelStore({ store, clock, vault: parts.vault })
  const record = createRequestRecord(store, clock)
  const materialOf = createPromptContext(store.raw)
  const isDemo = createDemoLookup(store)
  const stopping = new AbortController()
  const made = (threadId: number, use: 'sort' | 'draft'): PromptContext =>
    materialOf(threadId, use, { model: models.get().model, language: operatorLanguage(deps) })
  const ask = createRecordedRequest({ deps, models, record, timings, stopping })

  const opinions = createAiClassification(deps, {
    models,
    record,
    refresh: parts.refresh,
    materialOf: (threadId) => made(threadId, 'sort'),
    ask: ({ workspaceId, messageId, body }, threadId) =>
      ask({ use: 'sort', workspaceId, threadId, messageId }, body, readClassificationAnswer),
  })

  function state(): ModelState {
    const found = models.find()
    const { sort, draft, excluded } = models.uses()
    const problem = opinions.problem()
    return {
      connection: found && {
        address: found.address,
        model: found.model,
        privateNetwork: found.privateNetwork,
        masked: found.masked,
      },
      sort,
      draft,
      excluded: excluded as WorkspaceId[],
      problem: problem && { code: problem.code, data: problem.data },
    }
  }

  const routes: Handlers<typeof contract> = {
    'inboxModel.state': state,
    ...connectionRoutes({ models, opinions, state, clock, ask }),
    'inboxModel.preview': ({ threadId, use }) => {
      const { body } = made(threadId, use)
      const url = completionsUrl(models.get().address).href
      return {
        url,
        body,
        characters: body.length,
        lastMonth: use === 'sort' ? opinions.lastMonth() : null,
      }
    },
    'inboxModel.draft': async ({ threadId }) => {
      const uses = models.uses()
      if (!uses.draft) throw new AppError('MODEL_OFF')
      const { model } = models.get()
      const promptContext = made(threadId, 'draft')
      const { workspaceId, messageId } = promptContext
      // Demo clients never access the network.
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      if (uses.excluded.includes(workspaceId)) throw new AppError('MODEL_OFF', { reason: 'client' })
      const about = { use: 'draft', workspaceId, threadId, messageId } as const
      const text = await ask(about, promptContext.body, readDraftAnswer)
      return { text, model, strange: findUnknownLinks(text, promptContext.ours) }
    },
    'inboxModel.record': () => record.read(),
  }

  return {
    routes,
    look: opinions.look,
    stop: (): void => stopping.abort(),
  }
}
