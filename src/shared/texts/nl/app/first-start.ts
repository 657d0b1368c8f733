import type { Texts } from '../../en.ts'

export const firstStartNl: Texts['firstStart'] = {
  headline: 'Zie wat er met elke lead gebeurt voordat hij eruit gaat.',
  sub: 'Twee minuten tot je eerste plan. Er wordt niets verstuurd, gepauzeerd of gewijzigd tot je op de knop drukt.',
  steps: 'Stappen',
  stepPassphrase: 'Stel een wachtwoordzin in',
  stepConnect: 'Verbind een klant',
  stepDrop: 'Zet een leadbestand neer',
  connectTitle: 'Verbind een klant',
  connectText: 'Plak een API-sleutel uit Instantly. Eén sleutel opent één workspace; de andere voeg je later toe.',
  keptInKeyring: 'Sleutels staan in de sleutelhanger van deze computer.',
  keptByPassphrase: 'Sleutels zijn versleuteld met je wachtwoordzin.',
  dropTitle: 'Zet een leadbestand neer',
  dropText:
    'Waar dan ook in dit venster: een CSV uit Apollo, een kaartscraper, Supabase of een spreadsheet. Elke kolom blijft bewaard.',
  chooseFile: 'Kies een bestand',
  later: 'Eerst rondkijken',
  connected: (name) => `${name} is verbonden.`,
}
