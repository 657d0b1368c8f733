import { useEffect } from 'react'
import { useEvent } from '../core/lib/use-event.ts'
import { setLanguage, useLanguage } from '../core/stores/language.ts'

/** Draws what uses it again with every switch of the language, and keeps `lang` on <html>. */
export function useSpoken(): void {
  const language = useLanguage()
  useEvent('app.languageChosen', ({ language: choice }) => void setLanguage({ choice }))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
}
