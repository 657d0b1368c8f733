/** Relays of workspaces in the store, with their tokens in the vault. */
import { createHash } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '#shared/errors.ts'
import type { RelayConnectionId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { relayConnection } from '../../core/db/schema/events/relay.ts'
import type { Clock, Store } from '../../core/deps.ts'

type Row = typeof relayConnection.$inferSelect
export type Connection = Omit<Row, 'id' | 'workspaceId' | 'cipher' | 'fingerprint'> & {
  readonly id: RelayConnectionId
  readonly workspaceId: WorkspaceId
}
export type ConnectionChange = Partial<
  Omit<Row, 'id' | 'workspaceId' | 'address' | 'cipher' | 'fingerprint' | 'protection'>
>

const live = isNull(relayConnection.removedAt)

function shown(row: Row): Connection {
  const { cipher: _cipher, fingerprint: _fingerprint, ...rest } = row
  return { ...rest, id: row.id as RelayConnectionId, workspaceId: row.workspaceId as WorkspaceId }
}

/** What a relay takes over from the one in whose place it is stored. */
const takenOver = (before: Connection | null) => ({
  stream: before?.stream ?? null,
  cursor: before?.cursor ?? 0,
  forgotten: before?.forgotten ?? 0,
  lastPolledAt: before?.lastPolledAt ?? null,
  lastEventAt: before?.lastEventAt ?? null,
  webhookId: before?.webhookId ?? null,
  webhookSince: before?.webhookSince ?? null,
  webhookErrorAt: before?.webhookErrorAt ?? null,
})

export function createConnections(parts: { readonly store: Store; readonly clock: Clock; readonly vault: Vault }) {
  const { store, clock, vault } = parts
  const { orm } = store
  const iso = () => new Date(clock.now()).toISOString()

  const byWorkspace = (workspaceId: WorkspaceId): Connection | null => {
    const isOfWorkspace = and(eq(relayConnection.workspaceId, workspaceId), live)
    const row = orm.select().from(relayConnection).where(isOfWorkspace).get()
    return row ? shown(row) : null
  }

  function change(id: RelayConnectionId, changes: ConnectionChange): void {
    orm
      .update(relayConnection)
      .set(changes)
      .where(and(eq(relayConnection.id, id), live))
      .run()
  }

  return {
    all: (): readonly Connection[] =>
      orm.select().from(relayConnection).where(live).orderBy(relayConnection.id).all().map(shown),
    find: byWorkspace,
    /** Throws RELAY_NOT_CONNECTED if the workspace has none. */
    of: byWorkspaceOrThrow,
    change,
    token: ({ id }: Pick<Connection, 'id'>) => vault.open({ of: 'relay_connection', id }),
    /** Throws RELAY_TOKEN_TAKEN if another workspace reads with this token: its events would go to this one. */
    assertFree(workspaceId: WorkspaceId, token: string): void {
      const other = orm
        .select({ workspaceId: relayConnection.workspaceId })
        .from(relayConnection)
        .where(and(eq(relayConnection.fingerprint, fingerprintOf(token)), live))
        .get()
      if (other && other.workspaceId !== workspaceId) throw new AppError('RELAY_TOKEN_TAKEN')
    },
    /**
     * Stores a relay in place of the workspace's previous one, its token sealed for its row. Cursor and stream are
     * taken over: if the store behind it is the same, reading continues; at another one the poller starts over and has
     * the gap checked. A known webhook stays known, so that it is changed rather than created a second time.
     */
    async keep(order: {
      readonly workspaceId: WorkspaceId
      readonly address: string
      readonly name: string
      readonly token: string
    }): Promise<Connection> {
      const id = nextRowId(store, 'relay_connection') as RelayConnectionId
      const { workspaceId, address } = order
      const binding = { of: 'relay_connection', id, workspaceId, address } as const
      await vault.keep(binding, order.token, ({ cipher, protection }) =>
        orm.transaction(() => {
          const before = byWorkspace(order.workspaceId)
          if (before) remove(before.id)
          orm
            .insert(relayConnection)
            .values({
              id,
              workspaceId: order.workspaceId,
              address: order.address,
              name: order.name.slice(0, 200),
              masked: `••••••••${order.token.slice(-4)}`,
              fingerprint: fingerprintOf(order.token),
              cipher,
              protection,
              addedAt: before?.addedAt ?? iso(),
              ...takenOver(before),
            })
            .run()
        }),
      )
      return byWorkspaceOrThrow(order.workspaceId)
    },
    /** The same relay at another address: its token is sealed again, bound to that address. */
    async move({ id, workspaceId }: Connection, address: string): Promise<void> {
      const token = await vault.open({ of: 'relay_connection', id })
      await vault.keep({ of: 'relay_connection', id, workspaceId, address }, token, (sealed) => {
        orm
          .update(relayConnection)
          .set({ address, ...sealed })
          .where(and(eq(relayConnection.id, id), live))
          .run()
      })
    },
    /** Erases the token permanently. */
    remove,
  }

  function byWorkspaceOrThrow(workspaceId: WorkspaceId): Connection {
    const found = byWorkspace(workspaceId)
    if (!found) throw new AppError('RELAY_NOT_CONNECTED')
    return found
  }

  function remove(id: RelayConnectionId): void {
    orm.update(relayConnection).set({ cipher: null, removedAt: iso() }).where(eq(relayConnection.id, id)).run()
    vault.forget({ of: 'relay_connection', id })
  }
}

export type Connections = ReturnType<typeof createConnections>

/** The token has 192 random bits, so its hash reveals nothing. */
const fingerprintOf = (token: string): string => createHash('sha256').update(token).digest('hex')
