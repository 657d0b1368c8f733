import { useEffect } from 'react'
import type { AppStatus } from '#shared/contract/clients/app.ts'
import { onEvent } from '../core/lib/use-event.ts'
import { type Asked, useQuery } from '../core/lib/use-query.ts'

/** How the app is: online, calls in the last seconds, where the data lies. Asked every few seconds while seen. */
export function useAppStatus(): Asked<AppStatus> {
  const status = useQuery('app.status', {}, { everyMs: 3000 })
  const { refetch } = status
  useEffect(() => onEvent('app.statusChanged', refetch), [refetch])
  return status
}
