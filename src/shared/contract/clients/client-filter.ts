import { z } from 'zod'
import { clientPartId, workspaceId } from '../../ids.ts'

/** Selects the campaigns of all clients, of a workspace, or of one part of it. Another workspace's part is ignored. */
export const clientFilter = z.object({
  workspaceId: workspaceId.nullable().default(null),
  /** Null for the whole workspace. */
  partId: clientPartId.nullable().default(null),
})
export type ClientFilter = z.output<typeof clientFilter>
