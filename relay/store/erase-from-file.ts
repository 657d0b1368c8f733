import Database from 'better-sqlite3'

/**
 * Removes an address from every byte of a store: events that contain it are deleted, read or not, and the file is
 * rewritten without free pages. Returns the number of deleted events.
 */
export function eraseFromFile(file: string, address: string): number {
  const db = new Database(file, { timeout: 10_000 })
  try {
    const wanted = address.toLowerCase()
    // Spellings of the address in JSON, in a form and in a link.
    const forms = [wanted, wanted.replaceAll('@', '\\u0040'), wanted.replaceAll('@', '%40')]
    const naming = db.prepare<string[], { workspaceId: number; seq: number; bytes: number }>(
      `select workspace_id as workspaceId, seq, length(body) as bytes from event
       where ${forms.map(() => 'instr(lower(cast(body as text)), ?) > 0').join(' or ')}`,
    )
    const events = db
      .transaction(() => {
        const found = naming.all(...forms)
        for (const { workspaceId, seq, bytes } of found) {
          db.prepare('delete from event where workspace_id = ? and seq = ?').run(workspaceId, seq)
          db.prepare(
            'update workspace set stored_events = stored_events - 1, stored_bytes = stored_bytes - ? where id = ?',
          ).run(bytes, workspaceId)
        }
        return found.length
      })
      .immediate()
    db.exec('vacuum')
    db.pragma('wal_checkpoint(TRUNCATE)')
    return events
  } finally {
    db.close()
  }
}
