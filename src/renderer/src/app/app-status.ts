import { useEffect } from 'react'
import type { AppStatus } from '#shared/contract/clients/app.ts'
import { type Asked, onEvent, useQuery } from '../core/lib/backend.ts'

/** The app's state: online, calls in the last seconds, where the data is. Polled every few seconds while visible. */
export function useAppStatus(): Asked<AppStatus> {
  const status = useQuery('app.status', {}, { everyMs: 3000 })
  const { refetch } = status
  useEffect(() => onEvent('app.statusChanged', refetch), [refetch])
  return status
}
