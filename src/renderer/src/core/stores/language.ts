import { create } from 'zustand'
import { type Language, type LanguageChoice, resolveLanguage } from '#shared/language.ts'
import { loadTexts, speak } from '../lib/texts.ts'

type State = { readonly choice: LanguageChoice; readonly system: Language }

const useState = create<State>(() => ({ choice: 'system', system: 'en' }))

export const useLanguageChoice = (): LanguageChoice => useState((state) => state.choice)
export const useLanguage = (): Language => useState((state) => resolveLanguage(state.choice, state.system))

/** Last requested language: of two switches, the first may finish loading later. */
let wanted: State | null = null

/** Switches the window's language; everything is rendered again in place, and no state is lost. */
export async function setLanguage(change: Partial<State>): Promise<void> {
  const next = { ...(wanted ?? useState.getState()), ...change }
  wanted = next
  const language = resolveLanguage(next.choice, next.system)
  await loadTexts(language)
  if (wanted !== next) return
  speak(language)
  useState.setState(next)
}
