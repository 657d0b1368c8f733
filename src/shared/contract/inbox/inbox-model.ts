import { z } from 'zod'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** What a language model may be asked for. */
export const modelUses = ['sort', 'draft'] as const
export type ModelUse = (typeof modelUses)[number]

/** The language model the operator connected, and what it is used for. Everything is off until it is switched on. */
export type ModelState = {
  /** Null while none is connected. */
  readonly connection: {
    /** Up to `/v1`, as it was given. */
    readonly address: string
    readonly model: string
    readonly privateNetwork: boolean
    /** The key's last signs; empty without a key. */
    readonly masked: string
    readonly addedAt: string
  } | null
  readonly sort: boolean
  readonly draft: boolean
  /** Clients whose mails never leave for it. */
  readonly excluded: readonly WorkspaceId[]
  /** Why it is not asked at the moment; null while nothing is wrong. */
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

/** A request exactly as it would leave: the body, sign by sign. */
export type ModelPreview = {
  readonly method: 'POST'
  readonly url: string
  readonly body: string
  readonly characters: number
  /** Replies of the last thirty days it would have been asked about; null for what only a press asks for. */
  readonly lastMonth: number | null
}

/** What a provider bills by, as it counts. */
export type ModelTokens = { readonly sent: number; readonly answered: number }

export type ModelTry = { readonly answer: string; readonly characters: number; readonly tookMs: number }

/** A draft of a model: plain text, for the operator to read before anything else. */
export type ModelDraft = {
  readonly text: string
  readonly model: string
  /** Addresses of pages and mailboxes in it that we never wrote in this conversation. */
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

/** What has left for language models, since the beginning and in the last thirty days. */
export type ModelRecord = {
  readonly requests: number
  readonly characters: number
  readonly recentRequests: number
  readonly recentCharacters: number
  /** Of the last thirty days; 0 where the provider does not count. */
  readonly recentTokens: ModelTokens
  /** The newest, at most 50. */
  readonly last: readonly ModelRequest[]
}

const thread = z.object({ threadId: z.number().int().positive() })
const touches = ['inbox', 'settings'] as const

export const inboxModel = {
  'inboxModel.state': query<ModelState>({ reads: ['settings', 'inbox'] })(z.object({})),
  /** Keeps address, model and key, the key sealed. Everything it is used for is switched off. Null keeps the key there is. */
  'inboxModel.connect': command<ModelState>({ touches })(
    z.object({
      address: z.string().trim().min(1).max(500),
      model: z.string().trim().min(1).max(200),
      key: z.string().trim().max(1_000).nullable(),
      privateNetwork: z.boolean(),
    }),
  ),
  /** Erases the key for good. */
  'inboxModel.disconnect': command<ModelState>({ touches })(z.object({})),
  /** Asks it to say "ok". No text of a mail leaves. */
  'inboxModel.test': command<ModelTry>({ touches })(z.object({})),
  /** What would leave for a conversation. Nothing does. */
  'inboxModel.preview': query<ModelPreview>({ reads: ['inbox'] })(thread.extend({ use: z.enum(modelUses) })),
  'inboxModel.use': command<ModelState>({ touches })(
    z.object({ sort: z.boolean(), draft: z.boolean(), excluded: z.array(workspaceId).max(1_000) }).partial(),
  ),
  /** Writes a draft of an answer. Nothing is kept or sent of it. */
  'inboxModel.draft': command<ModelDraft>({ touches })(thread),
  'inboxModel.record': query<ModelRecord>({ reads: ['settings', 'inbox'] })(z.object({})),
}
