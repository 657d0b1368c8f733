import { create } from 'zustand'
import type { UiState } from '#shared/contract/app.ts'

export type Theme = UiState['theme']

const useChoice = create<{ readonly theme: Theme }>(() => ({ theme: 'system' }))

/** The theme the operator chose; `system` follows the system's. */
export const useThemeChoice = (): Theme => useChoice((choice) => choice.theme)
export const currentTheme = (): Theme => useChoice.getState().theme
export const setTheme = (theme: Theme): void => useChoice.setState({ theme })
