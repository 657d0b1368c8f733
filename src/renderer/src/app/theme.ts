import { useEffect } from 'react'
import { setShownTheme, useThemeChoice } from '../core/stores/theme.ts'

/** Sets `data-theme` on <html> to the chosen theme, or to the system's. */
export function useTheme(): void {
  const theme = useThemeChoice()
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const now = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
      document.documentElement.dataset.theme = now
      setShownTheme(now)
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
}
