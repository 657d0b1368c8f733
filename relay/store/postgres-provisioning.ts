import { DatabaseError, type Pool } from 'pg'
import { type Hook, NameTaken, type RelayStore, type SecretHashes } from './types.ts'

const uniqueViolation = '23505'

/** Workspaces and their secrets in PostgreSQL. */
export function createProvisioning(
  pool: Pool,
): Pick<RelayStore, 'workspaces' | 'addWorkspace' | 'replaceSecrets' | 'removeWorkspace' | 'renewStreams'> {
  return {
    async workspaces() {
      const { rows } = await pool.query<{ id: number; name: string; tokenHash: Buffer }>(
        'select id, name, token_hash as "tokenHash" from sendoff_relay.workspace order by id',
      )
      const { rows: hooks } = await pool.query<Hook & { workspaceId: number }>(
        `select workspace_id as "workspaceId", path_hash as "pathHash", secret_hash as "secretHash", until_ms as until
         from sendoff_relay.hook`,
      )
      return rows.map((row) => ({ ...row, hooks: hooks.filter(({ workspaceId }) => workspaceId === row.id) }))
    },
    async addWorkspace(name, hashes) {
      try {
        await pool.query(
          `with added as (
             insert into sendoff_relay.workspace (name, token_hash, created_ms) values ($1, $2, $3) returning id
           ) insert into sendoff_relay.hook (path_hash, secret_hash, workspace_id) select $4, $5, id from added`,
          [name, hashes.token, Date.now(), hashes.path, hashes.secret],
        )
      } catch (error) {
        if (error instanceof DatabaseError && error.code === uniqueViolation) throw new NameTaken(name)
        throw error
      }
    },
    replaceSecrets: (id, hashes, until) => replaceSecrets(pool, id, hashes, until),
    async removeWorkspace(id) {
      await pool.query('delete from sendoff_relay.workspace where id = $1', [id])
    },
    async renewStreams() {
      await pool.query('update sendoff_relay.workspace set stream = gen_random_uuid()')
    },
  }
}

async function replaceSecrets(pool: Pool, id: number, hashes: SecretHashes, until: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('update sendoff_relay.workspace set token_hash = $2 where id = $1', [id, hashes.token])
    await client.query(
      'update sendoff_relay.hook set until_ms = least(coalesce(until_ms, $2), $2) where workspace_id = $1',
      [id, until],
    )
    await client.query('insert into sendoff_relay.hook (path_hash, secret_hash, workspace_id) values ($1, $2, $3)', [
      hashes.path,
      hashes.secret,
      id,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
