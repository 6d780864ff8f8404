import type { Translated } from '../phrase.ts'
import type { SearchPhrases } from './en.ts'

export const phrases: Translated<SearchPhrases> = {
  search: 'Recherche',
  searchEvents: 'Rechercher des événements',
  leave: 'Quitter la recherche',
  filters: 'Filtres',
  people: 'Personnes',
  tags: 'Étiquettes',
  place: 'Lieu',
  dates: 'Dates',
  placeHint: 'Salle, ville ou adresse',
  from: 'Du',
  to: 'Au',
  since: 'À partir du {date}',
  until: 'Jusqu’au {date}',
  clearAll: 'Effacer les filtres',
  begin: 'Retrouvez tout ce qui est prévu',
  beginHint:
    'Saisissez des mots d’un titre, un lieu ou un nom ; personnes, étiquettes et dates précisent la recherche.',
  short: 'Saisissez au moins deux lettres.',
  none: 'Aucun résultat',
  noneHint: 'Rien de ce que vous pouvez voir ne contient tout cela. Moins de mots ou de filtres en trouvent plus.',
  notReached: 'La recherche n’a pas abouti',
  offline: 'Il n’y a pas de connexion. Votre saisie est conservée ; réessayez une fois reconnecté.',
  comingSeries: 'Séries, par leur prochaine date',
  showMore: 'Afficher plus',
  found: { one: '{n} événement trouvé', many: '{n} d’événements trouvés', other: '{n} événements trouvés' },
  foundMore: 'D’autres suivent.',
  repeats: 'Se répète',
  removeFilter: 'Retirer {what}',
}
