import { type Language, resolveLanguage } from '#shared/language.ts'
import type { Deps } from '../../core/deps.ts'
import { getSetting } from './settings-store.ts'
import { uiState } from './ui-state.ts'

/** Returns the operator's language, for texts written outside the window. */
export const operatorLanguage = ({ store, config }: Pick<Deps, 'store' | 'config'>): Language =>
  resolveLanguage(getSetting(store, 'app', uiState).language, config.language.system)
