import { z } from 'zod'
import { clientPartId, workspaceId } from '../../ids.ts'

/**
 * Whose campaigns are meant: of all clients, of a workspace, or of one part of it. A part of another workspace means
 * nothing.
 */
export const clientFilter = z.object({
  workspaceId: workspaceId.nullable().default(null),
  /** Null: the workspace whole. */
  partId: clientPartId.nullable().default(null),
})
export type ClientFilter = z.output<typeof clientFilter>
