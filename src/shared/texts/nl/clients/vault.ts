import type { Texts } from '../../en.ts'

export const vaultNl: Texts['vault'] = {
  setTitle: 'Eerst een wachtwoordzin',
  why: 'Deze computer heeft geen sleutelhanger die je API-sleutels kan beschermen. Een wachtwoordzin doet dat in plaats daarvan: zonder kan niemand die je bestanden kopieert ze gebruiken.',
  forget: 'Hij is niet te herstellen. Vergeet je hem, voeg de sleutels dan opnieuw toe; leads en exportrapporten blijven.',
  passphrase: 'Wachtwoordzin',
  again: 'Nog een keer',
  hint: 'Minstens 8 tekens. Een paar woorden onthoud je makkelijker dan losse tekens.',
  tooShort: 'Minstens 8 tekens.',
  differ: 'De twee zijn niet hetzelfde.',
  set: 'Wachtwoordzin instellen',
  unlockTitle: 'Ontgrendel je sleutels',
  unlockText:
    'Sendoff vraagt het één keer bij elke start. Tot dan wordt er niets verstuurd; wachtende exports gaan daarna automatisch verder.',
  unlock: 'Ontgrendelen',
  unlocked: 'Sleutels ontgrendeld.',
  whyShort:
    'Deze computer heeft geen sleutelhanger, dus beschermt een wachtwoordzin de sleutels. Sendoff vraagt er bij elke start om.',
  lock: 'Nu vergrendelen',
  locked: 'Sleutels vergrendeld.',
  protection: 'Bescherming van sleutels',
  byKeyring: 'De sleutelhanger van deze computer',
  byPassphrase: 'Je wachtwoordzin',
}
