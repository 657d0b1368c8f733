import { z } from 'zod'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

export const backupKinds = ['daily', 'hand', 'update'] as const

/** A copy that was checked. */
export type BackupCopy = {
  readonly path: string
  /** ISO. */
  readonly at: string
  readonly kind: (typeof backupKinds)[number]
  readonly bytes: number
}

/** The store that was there before a restore, kept for a while. */
export type ReplacedStore = {
  /** ISO. */
  readonly at: string
  readonly goesAt: string
  readonly bytes: number
}

/** Copies made before something was erased, which hold it still, and what becomes of them. */
export type EarlierCopies = {
  readonly copies: number
  /** ISO: when the last of those goes that go by the rule; null where none does. */
  readonly until: string | null
  /** Stores that restores put aside, and when the last of them goes. */
  readonly replaced: number
  readonly replacedUntil: string | null
  /** ISO, newest first: when those were made that no rule removes. */
  readonly staying: readonly string[]
  /** Folders of copies that cannot be read. */
  readonly unread: readonly string[]
}

export type BackupEnd = {
  readonly at: string
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  readonly clients: number
  readonly leads: number
  readonly events: number
}

const backupSettings = z.object({
  daily: z.boolean(),
  /** Hour of the day, by the computer’s clock. */
  hour: z.number().int().min(0).max(23),
})
export type BackupSettings = z.output<typeof backupSettings>

/** How far a copy is on its way to be the store; `share` 0 to 1 of what is copied. */
export type RestoreProgress = { readonly stage: 'copying' | 'checking'; readonly share: number }

/** Null instead of figures where the folder cannot be read. */
export type BackupState = {
  readonly settings: BackupSettings
  readonly folder: string
  /** The folder inside the data folder, on the same disk. */
  readonly isDefaultFolder: boolean
  readonly freeBytes: number | null
  readonly storeBytes: number
  readonly copies: readonly BackupCopy[] | null
  readonly replaced: readonly ReplacedStore[]
  readonly last: BackupEnd | null
  readonly nextAt: string | null
  /** 0 to 1 while one is made. */
  readonly running: number | null
  readonly restoring: RestoreProgress | null
  readonly restored: Restored | null
}

/** A client that was deleted after the copy was made. */
export const broughtBack = z.object({
  workspaceId,
  name: z.string(),
  /** ISO. */
  deletedAt: z.string(),
})
export type BroughtBack = z.output<typeof broughtBack>

/** What a copy holds, before anything is changed. */
export type BackupPreview = {
  readonly path: string
  readonly madeAt: string | null
  readonly version: string | null
  readonly bytes: number
  readonly clients: number
  readonly leads: number
  readonly events: number
  readonly clientNames: readonly string[]
  /** Its keys were sealed elsewhere and cannot be opened here. */
  readonly otherComputer: boolean
  readonly keys: number
  readonly openExports: number
  readonly openReplies: number
  readonly openDeliveries: number
  readonly openMoves: number
  readonly broughtBack: readonly BroughtBack[]
}

export const heldKinds = ['export', 'reply', 'crm', 'move', 'background'] as const
export type HeldKind = (typeof heldKinds)[number]

/** Something that would leave, paused since a restore. */
export type HeldItem = {
  readonly kind: HeldKind
  /** Of its kind; for `crm` and `background` the client’s. */
  readonly id: number
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  /** A campaign, an address; empty where the kind says it all. */
  readonly about: string
  readonly count: number
}

export type Restored = {
  readonly at: string
  readonly madeAt: string | null
  readonly otherComputer: boolean
  /** Clients that were compared with Instantly, of how many. */
  readonly reconciled: number
  readonly clients: number
  readonly reading: boolean
  /** Why clients could not be compared. */
  readonly problems: readonly {
    readonly workspaceId: ReturnType<typeof workspaceId.parse>
    readonly code: ErrorCode
    readonly data: ErrorData
  }[]
  readonly held: readonly HeldItem[]
  /** Those that are still there. */
  readonly broughtBack: readonly BroughtBack[]
}

const touches = ['settings', 'backups'] as const
const file = z.object({ path: z.string().min(1).max(4096) })
const item = z.object({ kind: z.enum(heldKinds), id: z.number().int().positive() })

export const backups = {
  'backups.state': query<BackupState>({
    reads: ['backups', 'jobs', 'settings', 'workspaces', 'exports', 'inbox', 'crm', 'subsequences'],
  })(z.object({})),
  /** Whether a restored copy is still to be released, and when it was made; for every screen. */
  'backups.restored': query<{ readonly madeAt: string | null } | null>({ reads: ['backups', 'settings'] })(
    z.object({}),
  ),
  'backups.save': command<null>({ touches })(backupSettings),
  /** Asks for a folder; the default again with `reset`. Answers whether one was chosen. */
  'backups.chooseFolder': command<{ readonly chosen: boolean }>({ touches })(
    z.object({ reset: z.boolean().default(false) }),
  ),
  /** Makes a copy now; answers once it was checked. */
  'backups.start': command<BackupEnd>({ touches })(z.object({})),
  /** Copies there are now. */
  'backups.earlier': query<EarlierCopies>({ reads: ['backups', 'settings'] })(z.object({})),
  /** Removes one copy for good. */
  'backups.remove': command<null>({ touches })(file),
  /** Makes a copy, then removes all earlier ones of this computer, and stores that restores put aside. */
  'backups.replaceEarlier': command<BackupEnd>({ touches })(z.object({})),
  /** What a copy holds. Changes nothing. */
  'backups.look': query<BackupPreview>({ reads: [] })(file),
  /** Asks for a copy of another computer or folder; null when the operator cancels. */
  'backups.chooseFile': command<BackupPreview | null>({ touches: [] })(z.object({})),
  /** Puts a copy in the store’s place. The store there was is kept; everything that would leave is paused. */
  'backups.restore': command<null>({ touches })(file),
  /** Compares what is paused with Instantly, client by client. Sends nothing. */
  'backups.reconcile': command<null>({ touches })(z.object({})),
  /** Lets one thing go on, or everything that was compared (null). */
  'backups.release': command<null>({ touches })(z.object({ item: item.nullable() })),
  /** Ends one thing without it leaving: an answer or a delivery that arrived before. */
  'backups.drop': command<null>({ touches })(item),
}
