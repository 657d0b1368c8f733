import type { Database } from 'better-sqlite3'
import type { InboxTemplate, Proposable } from '#shared/contract/inbox/inbox.ts'
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'

type Row = Omit<InboxTemplate, 'workspaceId'> & { readonly workspaceId: number }
const columns = 'id, workspace_id as workspaceId, name, text, proposed_for as proposedFor, language'

/** Answer templates: a client's own, and those for all clients, which are stored under client 0. */
export function createTemplates(db: Database) {
  const byId = db.prepare<[number], Row>(`select ${columns} from inbox_template where id = ? and removed_at is null`)
  const of = db.prepare<[number], Row>(
    `select ${columns} from inbox_template where workspace_id in (?, 0) and removed_at is null
     order by workspace_id = 0, name_order(name), name`,
  )
  const change = db.prepare(
    `update inbox_template set workspace_id = @owner, name = @name, text = @text, proposed_for = @proposedFor,
       language = @language where id = @id and removed_at is null`,
  )
  const add = db.prepare(
    `insert into inbox_template (workspace_id, name, text, proposed_for, language)
     values (@owner, @name, @text, @proposedFor, @language)`,
  )
  const proposed = db.prepare<{ workspaceId: number; for: Proposable; language: ReplyLanguage }, Row>(
    `select ${columns} from inbox_template where workspace_id in (@workspaceId, 0) and removed_at is null
       and proposed_for = @for and (language is null or language = @language)
     order by workspace_id = 0, language is null, id desc limit 1`,
  )

  function read(id: number): InboxTemplate {
    const found = requireFound(byId.get(id), 'template')
    return toTemplate(found)
  }

  return {
    /** Returns a client's templates before those for all clients, by name; with null only the latter. */
    of: (workspaceId: WorkspaceId | null): readonly InboxTemplate[] => of.all(workspaceId ?? 0).map(toTemplate),
    /** Returns the operator's template for this kind of reply: the client's own first, then one in this language. */
    proposedFor: (workspaceId: WorkspaceId, what: Proposable, language: ReplyLanguage): InboxTemplate | null => {
      const found = proposed.get({ workspaceId, for: what, language })
      return found ? toTemplate(found) : null
    },
    save({ id, workspaceId, ...given }: Omit<InboxTemplate, 'id'> & { readonly id: number | null }): InboxTemplate {
      const values = { ...given, owner: workspaceId ?? 0 }
      if (id === null) return read(Number(add.run(values).lastInsertRowid))
      change.run({ ...values, id })
      return read(id)
    },
    remove: (id: number, at: string): void =>
      void db.prepare('update inbox_template set removed_at = ? where id = ?').run(at, id),
  }
}

const toTemplate = ({ workspaceId, ...row }: Row): InboxTemplate => ({
  ...row,
  workspaceId: workspaceId === 0 ? null : (workspaceId as WorkspaceId),
})
