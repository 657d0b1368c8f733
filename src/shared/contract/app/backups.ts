import { z } from 'zod'
import type { ErrorCode, ErrorData, Problem } from '../../errors.ts'
import { workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

export const backupKinds = ['daily', 'hand', 'update'] as const

/** A verified backup copy. */
export type BackupCopy = {
  readonly path: string
  /** ISO. */
  readonly at: string
  readonly kind: (typeof backupKinds)[number]
  readonly bytes: number
}

/** The store that a restore replaced, kept for a limited time. */
export type ReplacedStore = {
  /** ISO. */
  readonly at: string
  readonly goesAt: string
  readonly bytes: number
}

/** Backup copies made before data was erased, which still contain that data, and when they are removed. */
export type EarlierCopies = {
  readonly copies: number
  /** Time the last copy that the retention rule covers is removed, ISO; null if there is none. */
  readonly until: string | null
  /** Number of stores put aside by restores, and when the last of them is removed. */
  readonly replaced: number
  readonly replacedUntil: string | null
  /** Creation times of the copies that no rule removes, ISO, newest first. */
  readonly staying: readonly string[]
  /** Backup folders that cannot be read. */
  readonly unread: readonly string[]
}

export type BackupEnd = {
  readonly at: string
  readonly problem: Problem | null
  readonly clients: number
  readonly leads: number
  readonly events: number
}

const backupSettings = z.object({
  daily: z.boolean(),
  /** Hour of the day in the computer’s local time. */
  hour: z.number().int().min(0).max(23),
})
export type BackupSettings = z.output<typeof backupSettings>

/** Progress of a restore; `share` is the copied fraction, 0 to 1. */
export type RestoreProgress = { readonly stage: 'copying' | 'checking'; readonly share: number }

/** Numbers are null if the folder cannot be read. */
export type BackupState = {
  readonly settings: BackupSettings
  readonly folder: string
  /** Whether the folder is the one inside the data folder, on the same disk. */
  readonly isDefaultFolder: boolean
  readonly freeBytes: number | null
  readonly copies: readonly BackupCopy[] | null
  readonly replaced: readonly ReplacedStore[]
  readonly last: BackupEnd | null
  readonly nextAt: string | null
  /** Progress of the backup being made, 0 to 1; null if none is running. */
  readonly running: number | null
  readonly restoring: RestoreProgress | null
  readonly restored: Restored | null
}

/** A client that was deleted after the copy was made and that the restore brought back. */
export const broughtBack = z.object({
  workspaceId,
  name: z.string(),
  /** ISO. */
  deletedAt: z.string(),
})
export type BroughtBack = z.output<typeof broughtBack>

/** The contents of a copy, read before anything is changed. */
export type BackupPreview = {
  readonly path: string
  readonly madeAt: string | null
  readonly version: string | null
  readonly bytes: number
  readonly clients: number
  readonly leads: number
  readonly events: number
  readonly clientNames: readonly string[]
  /** Whether its keys were encrypted on another computer and cannot be decrypted here. */
  readonly otherComputer: boolean
  readonly keys: number
  readonly openExports: number
  readonly openReplies: number
  readonly openDeliveries: number
  readonly openMoves: number
  readonly broughtBack: readonly BroughtBack[]
}

export const pausedKinds = ['export', 'reply', 'crm', 'move', 'background'] as const
export type PausedKind = (typeof pausedKinds)[number]

/** Something waiting to be sent, paused since a restore. */
export type PausedItem = {
  readonly kind: PausedKind
  /** The id within its kind; for `crm` and `background`, the client’s id. */
  readonly id: number
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  /** Name of a campaign, or an address; empty if the kind needs no detail. */
  readonly about: string
  readonly count: number
}

export type Restored = {
  readonly at: string
  readonly madeAt: string | null
  readonly otherComputer: boolean
  /** Whether nothing was restored, but the data folder was copied from another computer, which may still use its own. */
  readonly copiedFolder: boolean
  /** Number of clients compared with Instantly, out of `clients`. */
  readonly reconciled: number
  readonly clients: number
  readonly reading: boolean
  /** Reasons why clients could not be compared. */
  readonly problems: readonly {
    readonly workspaceId: ReturnType<typeof workspaceId.parse>
    readonly code: ErrorCode
    readonly data: ErrorData
  }[]
  readonly held: readonly PausedItem[]
  /** Clients the restore brought back that still exist. */
  readonly broughtBack: readonly BroughtBack[]
}

const touches = ['settings', 'backups'] as const
const file = z.object({ path: z.string().min(1).max(4096) })
const item = z.object({ kind: z.enum(pausedKinds), id: z.number().int().positive() })

export const backups = {
  'backups.state': query<BackupState>({
    reads: ['backups', 'jobs', 'settings', 'workspaces', 'exports', 'inbox', 'crm', 'subsequences'],
  })(z.object({})),
  /** Returns where the data came from if it still has to be released, otherwise null; shown on every screen. */
  'backups.restored': query<Pick<Restored, 'madeAt' | 'copiedFolder'> | null>({ reads: ['backups', 'settings'] })(
    z.object({}),
  ),
  'backups.save': command({ touches })(backupSettings),
  /** Asks for a folder, or goes back to the default with `reset`. Returns whether a folder was chosen. */
  'backups.chooseFolder': command<{ readonly chosen: boolean }>({ touches })(
    z.object({ reset: z.boolean().default(false) }),
  ),
  /** Makes a copy now; returns once the copy is verified. */
  'backups.start': command<BackupEnd>({ touches })(z.object({})),
  /** Returns the copies that exist now. */
  'backups.earlier': query<EarlierCopies>({ reads: ['backups', 'settings'] })(z.object({})),
  /** Permanently removes one copy. */
  'backups.remove': command({ touches })(file),
  /** Makes a copy, then removes all earlier copies of this computer and the stores that restores put aside. */
  'backups.replaceEarlier': command<BackupEnd>({ touches })(z.object({})),
  /** Returns the contents of a copy. Changes nothing. */
  'backups.look': query<BackupPreview>({ reads: [] })(file),
  /** Asks for a copy from another computer or folder; returns null if the operator cancels. */
  'backups.chooseFile': command<BackupPreview | null>({ touches: [] })(z.object({})),
  /** Replaces the store with a copy. The previous store is kept, and everything waiting to be sent is paused. */
  'backups.restore': command({ touches })(file),
  /** Compares the paused items with Instantly, client by client. Sends nothing. */
  'backups.reconcile': command({ touches })(z.object({})),
  /** Resumes one item, or everything that was compared (null). */
  'backups.release': command({ touches })(z.object({ item: item.nullable() })),
  /** Drops one item without sending it, for example a reply or a delivery that has already arrived. */
  'backups.drop': command({ touches })(item),
}
