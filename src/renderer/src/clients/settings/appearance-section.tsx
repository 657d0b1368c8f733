import { type LanguageChoice, languageChoices } from '#shared/language.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { setLanguage, useLanguageChoice } from '../../core/stores/language.ts'
import { useThemeChoice } from '../../core/stores/theme.ts'
import { Card } from '../../core/ui/page.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { chooseTheme } from './choose-theme.ts'

const themes = ['system', 'light', 'dark'] as const

const chooseLanguage = (choice: LanguageChoice): void => {
  void setLanguage({ choice })
  call('app.saveUiState', { language: choice }).catch(() => {})
}

/** Theme (light, dark or as the system) and language. */
export function AppearanceSection() {
  const theme = useThemeChoice()
  const language = useLanguageChoice()
  return (
    <>
      <Card title={t.settings.theme}>
        <div className="setting">
          <p className="text-2">{t.settings.themeText}</p>
          <Segmented
            label={t.settings.theme}
            value={theme}
            onChange={chooseTheme}
            options={themes.map((value) => ({ value, label: t.settings.themes[value] }))}
          />
        </div>
      </Card>
      <Card title={t.settings.language}>
        <div className="setting">
          <p className="text-2">{t.settings.languageText}</p>
          <Segmented
            label={t.settings.language}
            value={language}
            onChange={chooseLanguage}
            options={languageChoices.map((value) => ({ value, label: t.settings.languages[value] }))}
          />
        </div>
      </Card>
    </>
  )
}
