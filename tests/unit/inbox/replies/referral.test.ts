import { expect, it } from 'vitest'
import { findReferral } from '#backend/inbox/replies/find-referral.ts'

const from = 'Nora Falk <nora.falk@falk-glas.example>'

it.each([
  ['Buying is done by Darian Holt, he sits upstairs.', 'Darian Holt', undefined],
  ['Please write to our planner, Ms Odell: planning@falk-glas.example', 'Ms Odell', 'planning@falk-glas.example'],
  [
    'Das macht bei uns der Einkauf, Frau Dr. Sandrine Weck (einkauf@falk-glas.example).',
    'Sandrine Weck',
    'einkauf@falk-glas.example',
  ],
  ['Da entscheidet der Pächter: Elio Marchetti. Mittags steht er an der Kasse.', 'Elio Marchetti', undefined],
  ['Zuständig ist die Agentur von Tilda Osswald, tilda@osswald.example', 'Tilda Osswald', 'tilda@osswald.example'],
  ['Doorgestuurd naar Femke van HR.', 'Femke', undefined],
  ["Voyez avec l'intendant, M. Vauquelin.", 'M. Vauquelin', undefined],
  ['Eso lo lleva la gestoría, habla con Maribel Ansó.', 'Maribel Ansó', undefined],
  ['the wife does all that. runa@falk-glas.example', 'Runa', 'runa@falk-glas.example'],
  ['Wanda, one for you? Nora', 'Wanda', undefined],
  ['Magda, schau mal drüber, ob das was taugt.', 'Magda', undefined],
  ['Frag Jonna, die hat das Lager unter sich.', 'Jonna', undefined],
  ['Herr Kolbe macht nur die Bücher. Fürs Lager rufen Sie bitte Ines Haubold an.', 'Ines Haubold', undefined],
  ['I only do envelopes. Tricia in Finance signs for machines.', 'Tricia', undefined],
  ['not me mate, rowan does the books', 'Rowan', undefined],
  ['Alles mit Zahlen: jorick@falk-glas.example', 'Jorick', 'jorick@falk-glas.example'],
  ['Alles mit Zahlen: rechnungen@falk-glas.example', undefined, 'rechnungen@falk-glas.example'],
  ['Hello Piet,\n\n@Ruben: yours I think.', 'Ruben', undefined],
])('The person a reply names, and their address: %s', (text, name, email) => {
  expect(findReferral(text, from)).toEqual({
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  })
})

it.each([
  'Danke, aber Software und Wartung sind bei uns schon vergeben.',
  'Thanks, but we are fine as we are.\n\nNora Falk',
  'Bonjour Camille,\n\nmerci, mais non.',
])('Nobody is named here: %s', (text) => {
  expect(findReferral(text, from)).toBeNull()
})
