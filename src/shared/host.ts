/** Services of the shell that the backend may call; the only access from plain Node code to Electron. */
import type { JobKind } from './contract/background/health.ts'
import type { AlertKind } from './domain/insights/alerts/evaluate-campaign.ts'
import type { Language, LanguageChoice } from './language.ts'

/**
 * How well the system protects secrets. `plain` is Linux without a working keyring: anyone can read what Chromium
 * "encrypts" there, so keys are encrypted with a passphrase instead.
 */
export type KeyProtection = 'keyring' | 'plain'

/** A desktop notification; the shell words it from its texts. `route`: the page of the window that a click opens. */
export type Notice = { readonly route: string } & (
  | {
      /** `export_short`: the export has ended, and fewer leads were uploaded than promised. */
      readonly kind: 'export_done' | 'export_short' | 'export_failed'
      readonly campaignName: string
      readonly uploaded: number
      readonly promised: number
    }
  | { readonly kind: 'reply'; readonly name: string; readonly subject: string }
  | { readonly kind: 'replies'; readonly count: number }
  /** Somebody booked a meeting. */
  | { readonly kind: 'meeting'; readonly name: string; readonly client: string }
  /** A background job of a client, or of the app itself (null), failed several times in a row. */
  | { readonly kind: 'job_failed'; readonly job: JobKind; readonly client: string | null }
  /** An alert on a campaign's figures, or on several campaigns. */
  | { readonly kind: 'alert'; readonly alert: AlertKind; readonly subject: string }
  | { readonly kind: 'alerts'; readonly count: number }
  /** A scheduled report of a client. */
  | { readonly kind: 'report_made'; readonly client: string }
  | { readonly kind: 'report_failed'; readonly client: string }
)

export type SaveRequest = { readonly defaultName: string }

/** A decrypted text; `stale` if the keyring now has a better key, so that the text should be encrypted again. */
export type Decrypted = { readonly text: string; readonly stale: boolean }

export type Host = {
  keyProtection(): Promise<KeyProtection>
  /** Encrypts with the system's keyring. Throws KEYRING_UNREADABLE if that is not possible. */
  encrypt(text: string): Promise<Uint8Array>
  decrypt(cipher: Uint8Array): Promise<Decrypted>
  notify(notice: Notice): Promise<void>
  /** Asks where to save a file; returns null if the operator cancels. */
  chooseSavePath(request: SaveRequest): Promise<string | null>
  /** Asks for files to open; returns an empty list if the operator cancels. */
  chooseOpenPaths(): Promise<readonly string[]>
  /** Asks for a folder to write to, or a PNG or JPEG picture to read; returns null if the operator cancels. */
  choosePlace(kind: 'folder' | 'picture'): Promise<string | null>
  /** Prints a complete, self-contained HTML document to PDF. Throws REPORT_NOT_PRINTED. */
  printPdf(document: string): Promise<Uint8Array>
  /** Opens a report in its program, shows it in the file manager, or opens a folder. Throws FILE_NOT_FOUND. */
  openPlace(path: string, how: 'open' | 'show' | 'folder'): Promise<void>
  /** Removes an address from every log file, and all dumps of crashes. Rejects if one of them could not be written. */
  eraseFromLog(address: string): Promise<void>
  openExternal(url: string): Promise<void>
  /** Shows one of the app's own folders in the system's file manager. */
  openFolder(folder: 'data' | 'log'): Promise<void>
}

/** Events about the machine that the shell sends to the backend. */
export type MachineEvent = 'suspend' | 'resume' | 'online' | 'offline'

export type BackendPaths = {
  /** Folder with all of the app's data: sendoff.db, its backups, pasted rows. */
  readonly dataDir: string
  readonly migrationsDir: string
  /** Lead files that come with the app, used to create the demo. */
  readonly samplesDir: string
  /** Public holidays that come with the app, with their licence. */
  readonly holidaysDir: string
  /** Function and migrations of the Supabase relay that come with the app. */
  readonly supabaseDir: string
}

export type BackendConfig = {
  readonly paths: BackendPaths
  /** Base URL of Instantly without /api/v2; null for the real one. Set only in unpackaged builds. */
  readonly instantlyUrl: string | null
  /** Rate limit for GET /emails at a stand-in without limits; not set for Instantly itself. Unpackaged builds only. */
  readonly emailsPerMinute?: number | undefined
  /** Base URL of stand-ins for the CRMs, on this machine; null for the real ones. Set only in unpackaged builds. */
  readonly crmUrl?: string | null
  /** Base URL of a stand-in for every Supabase project, here; null for the real ones. Unpackaged builds only. */
  readonly supabaseUrl?: string | null
  /** If false, no demo is prepared until one is requested. Unpackaged builds only. */
  readonly preparesDemo?: boolean
  readonly appVersion: string
  /** Languages at start, as found by the shell: the computer's, and the operator's last choice. */
  readonly language: { readonly system: Language; readonly chosen: LanguageChoice }
}

/** Limits for the backend thread. Without this one, its young generation would double in large imports, for nothing. */
export const backendLimits = { maxYoungGenerationSizeMb: 48 }
