import type { CopyFacts } from './copy-facts.ts'

/** What the backup thread tells. `code` is SQLite’s or the system’s. */
export type CopyReport =
  | { readonly t: 'progress'; readonly share: number }
  | { readonly t: 'done'; readonly facts: CopyFacts }
  | { readonly t: 'failed'; readonly code: string | null; readonly detail: string }
