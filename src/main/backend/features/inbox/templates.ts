import type { Database } from 'better-sqlite3'
import type { InboxTemplate } from '#shared/contract/inbox.ts'
import { AppError } from '#shared/errors.ts'

/** Texts to answer with, for every client. */
export function createTemplates(db: Database) {
  const read = (id: number) => {
    const found = db.prepare('select id, name, text from inbox_template where id = ? and removed_at is null').get(id)
    if (!found) throw new AppError('NOT_FOUND', { what: 'template' })
    return found as InboxTemplate
  }
  return {
    all: (): readonly InboxTemplate[] =>
      db
        .prepare(
          'select id, name, text from inbox_template where workspace_id = 0 and removed_at is null order by name',
        )
        .all() as InboxTemplate[],
    save({
      id,
      name,
      text,
    }: {
      readonly id: number | null
      readonly name: string
      readonly text: string
    }): InboxTemplate {
      if (id !== null) {
        db.prepare('update inbox_template set name = ?, text = ? where id = ? and removed_at is null').run(
          name,
          text,
          id,
        )
        return read(id)
      }
      const { lastInsertRowid } = db
        .prepare('insert into inbox_template (workspace_id, name, text) values (0, ?, ?)')
        .run(name, text)
      return read(Number(lastInsertRowid))
    },
    remove: (id: number, at: string): void =>
      void db.prepare('update inbox_template set removed_at = ? where id = ?').run(at, id),
  }
}
