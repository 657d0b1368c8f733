import { create } from 'zustand'
import type { ErrorCode } from '#shared/errors.ts'

/** Error whose section of the guide is shown beside the screen; null for none. */
export const useErrorHelp = create<{ readonly code: ErrorCode | null }>(() => ({ code: null }))
export const showErrorHelp = (code: ErrorCode): void => useErrorHelp.setState({ code })
export const closeErrorHelp = (): void => useErrorHelp.setState({ code: null })
