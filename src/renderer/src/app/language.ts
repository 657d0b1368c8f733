import { useEffect } from 'react'
import { useEvent } from '../core/lib/use-event.ts'
import { setLanguage, useLanguage } from '../core/stores/language.ts'

/** Re-renders the caller whenever the language changes, and keeps `lang` on <html> up to date. */
export function useSpoken(): void {
  const language = useLanguage()
  useEvent('app.languageChosen', ({ language: choice }) => void setLanguage({ choice }))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
}
