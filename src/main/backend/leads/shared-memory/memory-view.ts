/** The screen representation of a shared memory. */
import type { SharedMemory } from '#shared/contract/leads/shared-memory.ts'
import type { SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import type { SharedMemories } from './shared-memory.ts'

/** Creates the function that returns it by id. */
export function createMemoryView(memories: SharedMemories, nameOf: { get(id: number): string | undefined }) {
  const { rows } = memories

  function shown(id: SharedMemoryId): SharedMemory {
    const row = rows.row(id)
    const workspaceId = row.workspaceId as WorkspaceId
    const member = memories.memberOf(workspaceId)
    return {
      id,
      workspaceId,
      clientName: nameOf.get(workspaceId) ?? '',
      name: row.name,
      address: row.address,
      computerName: row.computerName,
      offline: row.offline,
      computers: row.computers,
      readAt: row.readAt === null ? null : new Date(row.readAt).toISOString(),
      live: memories.isLive(workspaceId),
      stops: rows.stops(id).size,
      waiting: member ? rows.waiting(member) : 0,
      doubled: rows.doubled(id),
      takingOver: row.takingOver !== null,
      problem: row.problemCode as SharedMemory['problem'],
    }
  }
  return shown
}
