import type { Texts } from '../../en.ts'

export const vaultNl: Texts['vault'] = {
  setTitle: 'Stel eerst een wachtwoordzin in',
  why: 'Deze computer heeft geen sleutelhanger die je API-sleutels kan beschermen. Met een wachtwoordzin kan iemand die je bestanden kopieert de sleutels niet gebruiken.',
  forget:
    'De wachtwoordzin kan niet worden hersteld. Ben je die vergeten, voeg de sleutels dan opnieuw toe. Leads en exportrapporten blijven bewaard.',
  passphrase: 'Wachtwoordzin',
  again: 'Nog een keer',
  hint: 'Minstens 8 tekens. Een paar woorden onthoud je makkelijker dan losse tekens.',
  tooShort: 'Minstens 8 tekens.',
  differ: 'De wachtwoordzinnen komen niet overeen.',
  set: 'Wachtwoordzin instellen',
  unlockTitle: 'Ontgrendel je sleutels',
  unlockText:
    'Sendoff vraagt er één keer per start om. Tot dan wordt er niets verstuurd; wachtende exports gaan daarna automatisch verder.',
  unlock: 'Ontgrendelen',
  unlocked: 'Sleutels ontgrendeld.',
  whyShort:
    'Deze computer heeft geen sleutelhanger. Een wachtwoordzin beschermt de sleutels. Sendoff vraagt er bij elke start om.',
  lock: 'Nu vergrendelen',
  locked: 'Sleutels vergrendeld.',
  protection: 'Bescherming van sleutels',
  byKeyring: 'De sleutelhanger van deze computer',
  byPassphrase: 'Je wachtwoordzin',
}
