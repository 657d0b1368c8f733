/** What the backend may ask of the shell: the only way plain Node code reaches Electron. */
import type { JobKind } from './contract/background/health.ts'
import type { AlertKind } from './domain/insights/alerts/evaluate-campaign.ts'
import type { Language, LanguageChoice } from './language.ts'

/**
 * How well the system keeps secrets. `plain` is Linux without a keyring that answers: what Chromium "encrypts" there
 * anyone can read, so keys are kept under a passphrase instead.
 */
export type KeyProtection = 'keyring' | 'plain'

/** A desktop notification; its words are the shell's, from the catalogue. `route`: where a click leads in the window. */
export type Notice = { readonly route: string } & (
  | {
      /** `export_short`: over, and fewer arrived than were promised. */
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
  /** Something about a campaign's figures; or about several. */
  | { readonly kind: 'alert'; readonly alert: AlertKind; readonly subject: string }
  | { readonly kind: 'alerts'; readonly count: number }
  /** A planned report of a client. */
  | { readonly kind: 'report_made'; readonly client: string }
  | { readonly kind: 'report_failed'; readonly client: string }
)

export type SaveRequest = { readonly defaultName: string }

/** A decrypted text; `stale` where the keyring has a better key by now and asks to have it encrypted anew. */
export type Decrypted = { readonly text: string; readonly stale: boolean }

export type Host = {
  keyProtection(): Promise<KeyProtection>
  /** Encrypts with the system's keyring. Throws KEYRING_UNREADABLE where it cannot. */
  encrypt(text: string): Promise<Uint8Array>
  decrypt(cipher: Uint8Array): Promise<Decrypted>
  notify(notice: Notice): Promise<void>
  /** Asks where to save a file; null when the operator cancels. */
  chooseSavePath(request: SaveRequest): Promise<string | null>
  /** Asks for files to open; empty when the operator cancels. */
  chooseOpenPaths(): Promise<readonly string[]>
  /** Asks for a folder to write into, or a PNG or JPEG picture to read; null when the operator cancels. */
  choosePlace(kind: 'folder' | 'picture'): Promise<string | null>
  /** Prints a whole HTML document that needs nothing from elsewhere, as a PDF. Throws REPORT_NOT_PRINTED. */
  printPdf(document: string): Promise<Uint8Array>
  /** Opens a report in its own program, shows it in the system's file manager, or opens a folder. FILE_NOT_FOUND. */
  openPlace(path: string, how: 'open' | 'show' | 'folder'): Promise<void>
  /** Takes an address out of every log file. Rejects where one could not be written. */
  eraseFromLog(address: string): Promise<void>
  openExternal(url: string): Promise<void>
  /** Shows one of the app's own folders in the system's file manager. */
  openFolder(folder: 'data' | 'log'): Promise<void>
}

/** What the shell tells the backend about the machine. */
export type MachineEvent = 'suspend' | 'resume' | 'online' | 'offline'

export type BackendPaths = {
  /** Folder of everything the app keeps: sendoff.db, its backups, pasted rows. */
  readonly dataDir: string
  readonly migrationsDir: string
  /** Lead files that come with the app: what the demo is made of. */
  readonly samplesDir: string
  /** The public holidays the app comes with, beside their licence. */
  readonly holidaysDir: string
  /** Function and migrations of the relay for Supabase, as they come with the app. */
  readonly supabaseDir: string
}

export type BackendConfig = {
  readonly paths: BackendPaths
  /** Base address of Instantly without /api/v2; null for the real one. Set only in unpackaged builds. */
  readonly instantlyUrl: string | null
  /** How often GET /emails may be asked, at a stand-in that sets no limits; not set for Instantly's own. Unpackaged only. */
  readonly emailsPerMinute?: number | undefined
  /** Base address of stand-ins for the CRMs, on this machine; null for the real ones. Set only in unpackaged builds. */
  readonly crmUrl?: string | null
  /** Base address of a stand-in for every Supabase project, on this machine; null for the real ones. Unpackaged only. */
  readonly supabaseUrl?: string | null
  /** False: no demo is prepared before anybody asks for one. Unpackaged builds only. */
  readonly preparesDemo?: boolean
  readonly appVersion: string
  /** As the shell found them at start: the computer's language, and what the operator chose the last time. */
  readonly language: { readonly system: Language; readonly chosen: LanguageChoice }
}

/** For the backend's thread. Left to itself, its room for young objects doubles while much is taken in, for nothing. */
export const backendLimits = { maxYoungGenerationSizeMb: 48 }
