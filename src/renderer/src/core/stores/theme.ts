import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'

export type Theme = UiState['theme']

type ShownTheme = Exclude<Theme, 'system'>

const useChoice = create<{ readonly theme: Theme; readonly shown: ShownTheme }>(() => ({
  theme: 'system',
  shown: 'light',
}))

/** The theme the operator chose; `system` follows the system's. */
export const useThemeChoice = (): Theme => useChoice((choice) => choice.theme)
export const currentTheme = (): Theme => useChoice.getState().theme
/** The theme the window has now, whoever chose it. */
export const useShownTheme = (): ShownTheme => useChoice((choice) => choice.shown)
export const setShownTheme = (shown: ShownTheme): void => useChoice.setState({ shown })
export const setTheme = (theme: Theme): void => useChoice.setState({ theme })
