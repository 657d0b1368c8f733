import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'

export type Theme = UiState['theme']

type ShownTheme = Exclude<Theme, 'system'>

const useChoice = create<{ readonly theme: Theme; readonly shown: ShownTheme }>(() => ({
  theme: 'system',
  shown: 'light',
}))

/** Theme the operator chose; `system` follows the operating system. */
export const useThemeChoice = (): Theme => useChoice((choice) => choice.theme)
export const currentTheme = (): Theme => useChoice.getState().theme
/** Theme currently in use, chosen by the operator or the system. */
export const useShownTheme = (): ShownTheme => useChoice((choice) => choice.shown)
export const setShownTheme = (shown: ShownTheme): void => useChoice.setState({ shown })
export const setTheme = (theme: Theme): void => useChoice.setState({ theme })
