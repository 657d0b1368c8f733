import { defineRead } from '../operation.ts'
import { planAnswer, workspaceAnswer } from '../schemas.ts'

export const currentWorkspace = defineRead(
  'GET /workspaces/current',
  { scope: 'workspaces:read', neededFor: 'the workspace name', countsAs: 'accounts' },
  (send) => send({ answer: workspaceAnswer }),
)

export const planDetails = defineRead(
  'GET /workspace-billing/plan-details',
  { scope: 'workspace_billing:read', neededFor: 'the plan and contacts left', countsAs: 'accounts' },
  (send) => send({ answer: planAnswer }),
)
