import type { Texts } from '../../en.ts'

export const firstStartNl: Texts['firstStart'] = {
  headline: 'Zie wat er met elke lead gebeurt voordat je exporteert.',
  sub: 'In twee minuten naar je eerste exportplan. Er wordt niets verstuurd, gepauzeerd of gewijzigd tot je op de knop drukt.',
  steps: 'Stappen',
  stepPassphrase: 'Stel een wachtwoordzin in',
  stepConnect: 'Verbind een klant',
  stepDrop: 'Importeer een leadbestand',
  connectTitle: 'Verbind een klant',
  connectText:
    'Plak een API-sleutel uit Instantly. Eén sleutel geeft toegang tot één workspace; andere voeg je later toe.',
  keptInKeyring: 'Sleutels staan in de sleutelhanger van deze computer.',
  keptByPassphrase: 'Sleutels zijn versleuteld met je wachtwoordzin.',
  restore: 'Herstellen uit een back-up',
  dropTitle: 'Importeer een leadbestand',
  dropText:
    'Sleep een bestand naar dit venster: een CSV uit Apollo, een Maps-scraper, Supabase of een spreadsheet. Elke kolom blijft bewaard.',
  chooseFile: 'Kies een bestand',
  later: 'Eerst rondkijken',
  connected: (name) => `${name} is verbonden.`,
}
