import { create } from 'zustand'
import { type Language, type LanguageChoice, languageFor } from '#shared/language.ts'
import { speak } from '../lib/texts.ts'

type State = { readonly choice: LanguageChoice; readonly system: Language }

const useState = create<State>(() => ({ choice: 'system', system: 'en' }))

export const useLanguageChoice = (): LanguageChoice => useState((state) => state.choice)
export const useLanguage = (): Language => useState((state) => languageFor(state.choice, state.system))

/** Switches the window's language at once; everything is drawn again where it is, nothing is begun anew. */
export function setLanguage(change: Partial<State>): void {
  const next = { ...useState.getState(), ...change }
  speak(languageFor(next.choice, next.system))
  useState.setState(next)
}
