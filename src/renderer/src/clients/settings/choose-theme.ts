import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { currentTheme, setTheme, type Theme } from '../../core/stores/theme.ts'
import { pushUndo } from '../../core/stores/undo.ts'

const use = (theme: Theme): void => {
  setTheme(theme)
  // If saving fails, pressing the same button again restores the choice: not worth a message.
  call('app.saveUiState', { theme }).catch(() => {})
}

/** Sets the theme: light, dark or as the system; can be undone. */
export function chooseTheme(theme: Theme): void {
  const before = currentTheme()
  if (theme === before) return
  use(theme)
  pushUndo({ words: () => t.undo.acts.theme, undo: () => use(before), redo: () => use(theme) })
}
