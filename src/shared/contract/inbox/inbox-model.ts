import { z } from 'zod'
import type { ErrorCode, Problem } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Tasks a language model can be used for. */
export const modelUses = ['sort', 'draft'] as const
export type ModelUse = (typeof modelUses)[number]

/** The language model the operator connected, and what it is used for. Every use is off until it is switched on. */
export type ModelState = {
  /** Null if none is connected. */
  readonly connection: {
    /** The base URL up to `/v1`, as entered. */
    readonly address: string
    readonly model: string
    readonly privateNetwork: boolean
    /** The last characters of the key; empty without a key. */
    readonly masked: string
  } | null
  readonly sort: boolean
  readonly draft: boolean
  /** Clients whose emails are never sent to the model. */
  readonly excluded: readonly WorkspaceId[]
  /** Why the model is not used at the moment; null if there is no problem. */
  readonly problem: Problem | null
}

/** A request exactly as it would be sent: the complete body. */
export type ModelPreview = {
  readonly url: string
  readonly body: string
  readonly characters: number
  /** Replies of the last thirty days it would have been used for; null for a use that only runs on request. */
  readonly lastMonth: number | null
}

/** Tokens as counted by the provider, which bills by them. */
export type ModelTokens = { readonly sent: number; readonly answered: number }

export type ModelTry = { readonly answer: string; readonly characters: number; readonly tookMs: number }

/** A draft written by a model: plain text that the operator must read before it is used. */
export type ModelDraft = {
  readonly text: string
  readonly model: string
  /** URLs and email addresses in it that we never wrote in this conversation. */
  readonly strange: readonly string[]
}

export type ModelRequest = {
  readonly id: number
  readonly workspaceId: WorkspaceId | null
  readonly threadId: number | null
  readonly use: ModelUse | 'test'
  readonly at: string
  readonly host: string
  readonly model: string
  readonly characters: number
  readonly state: 'sent' | 'done' | 'failed'
  readonly problem: ErrorCode | null
}

/** What was sent to language models, in total and in the last thirty days. */
export type ModelRecord = {
  readonly requests: number
  readonly characters: number
  readonly recentRequests: number
  readonly recentCharacters: number
  /** Tokens of the last thirty days; 0 if the provider does not count them. */
  readonly recentTokens: ModelTokens
  /** The newest requests, at most 50. */
  readonly last: readonly ModelRequest[]
}

const thread = z.object({ threadId: z.number().int().positive() })
const touches = ['inbox', 'settings'] as const

export const inboxModel = {
  'inboxModel.state': query<ModelState>({ reads: ['settings', 'inbox'] })(z.object({})),
  /** Stores address, model and encrypted key, and switches every use off. A null key keeps the stored one. */
  'inboxModel.connect': command<ModelState>({ touches })(
    z.object({
      address: z.string().trim().min(1).max(500),
      model: z.string().trim().min(1).max(200),
      key: z.string().trim().max(1_000).nullable(),
      privateNetwork: z.boolean(),
    }),
  ),
  /** Permanently deletes the key. */
  'inboxModel.disconnect': command<ModelState>({ touches })(z.object({})),
  /** Asks the model to say "ok". No email text is sent. */
  'inboxModel.test': command<ModelTry>({ touches })(z.object({})),
  /** Returns what would be sent for a conversation, without sending it. */
  'inboxModel.preview': query<ModelPreview>({ reads: ['inbox'] })(thread.extend({ use: z.enum(modelUses) })),
  'inboxModel.use': command<ModelState>({ touches })(
    z.object({ sort: z.boolean(), draft: z.boolean(), excluded: z.array(workspaceId).max(1_000) }).partial(),
  ),
  /** Returns a draft of an answer. The draft is neither stored nor sent. */
  'inboxModel.draft': command<ModelDraft>({ touches })(thread),
  'inboxModel.record': query<ModelRecord>({ reads: ['settings', 'inbox'] })(z.object({})),
}
