import { useEffect } from 'react'
import { useEvent } from '../lib/use-event.ts'
import { setLanguage, useLanguage } from '../stores/language.ts'

/** Draws what uses it again with every switch of the language, and keeps `lang` on <html>. */
export function useSpoken(): void {
  const language = useLanguage()
  useEvent('app.languageChosen', ({ language: choice }) => setLanguage({ choice }))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
}
