import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { setTheme, type Theme, useThemeChoice } from '../../stores/theme.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/segmented.tsx'

const themes = ['system', 'light', 'dark'] as const

const choose = (next: Theme): void => {
  setTheme(next)
  // Losing it costs a press of the same button: not worth a message.
  call('app.saveUiState', { theme: next }).catch(() => {})
}

/** Light, dark, or with the system; at once. */
export function AppearanceSection() {
  const theme = useThemeChoice()
  return (
    <Card title={t.settings.theme}>
      <div className="setting">
        <p className="text-2">{t.settings.themeText}</p>
        <Segmented
          label={t.settings.theme}
          value={theme}
          onChange={choose}
          options={themes.map((value) => ({ value, label: t.settings.themes[value] }))}
        />
      </div>
    </Card>
  )
}
